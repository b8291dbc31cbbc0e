import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type CraftedItem, craft, type Id } from '../../testing/craft.ts';
import { written } from '../../testing/hostile-world.ts';
import { fork, smallBoard } from '../../testing/small-board.ts';
import { type Board, openBoard, type TextRef, textOf } from '../document/board.ts';
import { openHistory } from '../document/history.ts';
import { readFeelings } from '../document/reads.ts';
import { mergeUpdates, openReplica } from '../document/replica.ts';
import { writeText } from '../document/text.ts';
import { cardsAt } from '../edits/card-places.ts';
import { addCard, moveCard } from '../edits/cards.ts';
import { clearFeeling, setFeeling } from '../edits/feelings.ts';
import { introduce } from '../edits/people.ts';
import { remove, restore } from '../edits/records.ts';
import type { Feeling } from '../records/records.ts';
import { type Actor, OPEN_RIGHTS, type Right } from '../rights/permission.ts';
import { authorise } from './authorise.ts';

/** A server's replica with a card of Anna's and one of Bo's in one cell, and Bo at a copy of it. */
const room = () => {
  const { board, author, ...small } = smallBoard();
  const cell = { step: small.steps.look, lane: small.lanes.notes };
  const annas = addCard(board, author, { to: cell, kind: 'note', text: 'Anna wrote 🙂 this' });
  const { board: at, author: bo } = fork(board);
  const own = addCard(at, bo, { to: cell, kind: 'note', text: 'Bo wrote this' });
  const hub = openReplica(Y.encodeStateAsUpdate(at.doc));
  const owners = new Map([
    [board.doc.clientID, 'anna'],
    [at.doc.clientID, 'bo'],
  ]);
  /** Authorises Bo's update: as a participant with these rights, or as a facilitator if none are given. */
  const ask = (update: Uint8Array, rights?: readonly Right[], person = 'bo') => {
    const role = rights === undefined ? 'facilitator' : 'participant';
    return authorise(hub, update, { person, role, rights: new Set(rights ?? []) }, (id) => owners.get(id) ?? null);
  };
  const doing = (edit: (board: Board) => void) => written(at.doc, () => at.doc.transact(() => edit(at)));
  const letters = (id: string) => textOf(at, { in: 'cards', id, field: 'text' } as TextRef) ?? new Y.Text();
  return { ...small, cell, annas, own, at, bo, hub, owners, ask, doing, letters, anna: { board, author } };
};

const ALL = [...OPEN_RIGHTS];
const OK = { verdict: 'ok' };
const no = (objection: string) => ({ verdict: 'forbidden', objection });

const cardIn = (board: Board, id: string): Y.Map<unknown> => board.records.cards.get(id) ?? new Y.Map();

const idOf = (item: Y.Item | null | undefined): Id => [item?.id.client ?? 0, item?.id.clock ?? 0];

describe('authorise', () => {
  test('[P12] nothing of an update is allowed unless all of it is, and what was refused is named', () => {
    const { ask, doing, own, annas } = room();
    const both = doing((board) => {
      cardIn(board, own).set('kind', 'pain');
      cardIn(board, annas).set('kind', 'pain');
    });
    const refused = ask(both, ['edit-own']);
    expect(refused).toMatchObject(no('no-right'));
    expect(refused.verdict !== 'ok' && refused.what.map((t) => t.id)).toEqual([annas]);
    expect(ask(both, ['edit-all'])).toMatchObject(OK);
  });

  test('[P12] what is allowed says what it touches, and which clients go on with it', () => {
    const { ask, doing, own, at } = room();
    const allowed = ask(
      doing((board) => cardIn(board, own).set('kind', 'pain')),
      ['edit-own'],
    );
    expect(allowed).toMatchObject({
      ...OK,
      touched: [{ in: 'cards', id: own }],
      clients: [{ client: at.doc.clientID }],
    });
  });

  test('[P12] what cannot be applied is refused for its shape, by whomever it is sent', () => {
    const { ask } = room();
    expect(ask(Uint8Array.of(1))).toEqual({ verdict: 'malformed', objection: 'shape', what: [] });
  });

  test('[P12] by effect: a forged write that loses is no crime, and no change', () => {
    const { hub, ask, annas } = room();
    const record = cardIn(openBoard(hub), annas);
    const first = idOf(record._map.get('kind'));
    record.set('kind', 'pain');
    const structs: CraftedItem[] = [{ parent: idOf(record._item), key: 'kind', content: { values: ['quote'] } }];
    // Inserted before all values that the key ever had: the value at the end stays.
    const update = craft({ sections: [{ client: 1, structs }] });
    expect(first).not.toEqual(idOf(record._map.get('kind')));
    expect(ask(update, [])).toMatchObject({ ...OK, touched: [] });
  });

  test('[P7] a record under an id that is taken is refused, even where it would lose', () => {
    const { ask, annas } = room();
    const structs: CraftedItem[] = [{ parent: 'cards', key: annas, content: { type: 'map' } }];
    expect(ask(craft({ sections: [{ client: 1, structs }] }))).toMatchObject({
      verdict: 'forbidden',
      objection: 'shape',
    });
  });

  test('[P13] participants shape no phases, steps, lanes, personas, nor the board itself', () => {
    const edits: ((r: ReturnType<typeof room>) => void)[] = [
      ({ at }) => at.records.phases.set('mine', new Y.Map<unknown>([['createdBy', 'bo']])),
      ({ at }) => at.records.steps.set('mine', new Y.Map<unknown>([['createdBy', 'bo']])),
      ({ at, lanes }) => at.records.lanes.get(lanes.pains)?.set('deleted', true),
      ({ at, bo }) => void writeText(at, bo, { in: 'meta', field: 'title' }, 'Mine'),
      ({ at, persona }) => at.records.personas.get(persona)?.set('rank', 'b00'),
      ({ at }) => at.meta.set('loop', true),
    ];
    for (const edit of edits) {
      const r = room();
      if (!r.at.meta.has('title')) r.at.meta.set('title', new Y.Text());
      Y.applyUpdate(r.hub, Y.encodeStateAsUpdate(r.at.doc));
      const update = r.doing(() => edit(r));
      expect(r.ask(update, ALL)).toMatchObject(no('no-right'));
      expect(r.ask(update)).toMatchObject(OK);
    }
  });

  test.each<[string, (r: ReturnType<typeof room>, id: 'own' | 'annas') => void, Right[], Right[]]>([
    ['a field', ({ at, ...r }, id) => cardIn(at, r[id]).set('kind', 'pain'), ['edit-own'], ['edit-all']],
    ['letters', ({ letters, ...r }, id) => letters(r[id]).insert(1, 'x'), ['edit-own'], ['edit-all']],
    ['a move', ({ at, bo, ...r }, id) => moveCard(at, bo, r[id], 'inbox'), ['move'], ['move']],
    ['a removal', ({ at, bo, ...r }, id) => remove(at, bo, 'cards', r[id]), ['remove'], ['remove']],
  ])('[P14] %s takes a right of the step, another’s another than one’s own', (_, edit, own, others) => {
    const mine = room();
    const update = mine.doing(() => edit(mine, 'own'));
    for (const right of own) expect(mine.ask(update, [right])).toMatchObject(OK);
    expect(mine.ask(update, ['edit-own'])).toMatchObject(OK);
    expect(mine.ask(update, ['add', 'comment', 'vote'])).toMatchObject(no('no-right'));
    const theirs = room();
    const touching = theirs.doing(() => edit(theirs, 'annas'));
    for (const right of others) expect(theirs.ask(touching, [right])).toMatchObject(OK);
    expect(theirs.ask(touching, ['add', 'edit-own', 'comment', 'vote'])).toMatchObject(no('no-right'));
    expect(theirs.ask(touching)).toMatchObject(OK);
  });

  test('[P14] a new card takes the right to add, and bringing one back the right to remove it', () => {
    const { at, bo, ask, doing, hub, annas } = room();
    const added = doing(() => void addCard(at, bo, { to: 'inbox', kind: 'note', text: 'x' }));
    expect(ask(added, ['add'])).toMatchObject(OK);
    expect(ask(added, ['edit-own', 'edit-all', 'move', 'remove'])).toMatchObject(no('no-right'));
    const removed = doing(() => remove(at, bo, 'cards', annas));
    Y.applyUpdate(hub, mergeUpdates([added, removed]));
    const restored = doing(() => restore(at, bo, 'cards', annas));
    expect(ask(restored, ['remove'])).toMatchObject(OK);
    expect(ask(restored, ['edit-own', 'edit-all'])).toMatchObject(no('no-right'));
  });

  test('[P16] a feeling is set in one’s own name, and filed under what it says', () => {
    const feel = (key: (at: string, persona: string) => string, change: object) => {
      const { ask, doing, steps, persona } = room();
      const says = { step: steps.buy, persona, kind: 'actual', valence: 1, setBy: 'bo', ...change };
      return ask(
        doing(({ registers }) => void registers.feelings.set(key(steps.buy, persona), says)),
        ALL,
      );
    };
    const agreed = (step: string, persona: string) => `${step}/${persona}/actual`;
    expect(feel(agreed, {})).toMatchObject(OK);
    expect(feel(agreed, { voter: null })).toMatchObject(OK);
    expect(feel((...at) => `${agreed(...at)}/bo`, { voter: 'bo' })).toMatchObject(OK);
    const forged = [
      feel(agreed, { setBy: 'anna' }),
      feel(agreed, { step: 'elsewhere' }),
      feel(agreed, { voter: 'bo' }),
      feel((...at) => `${agreed(...at)}/bo`, {}),
      feel((...at) => `${agreed(...at)}/bo/more`, { voter: 'bo' }),
      feel((_, persona) => `${persona}/actual/bo`, { step: undefined, voter: 'bo' }),
    ];
    for (const answer of forged) expect(answer).toMatchObject(no('forged-author'));
  });

  test('[P16] another’s feeling is changed with the right to change another’s, and is one’s own from then on', () => {
    const { at, bo, anna, hub, ask, doing, steps, persona } = room();
    const where = { step: steps.buy, persona, kind: 'actual' } as const;
    setFeeling(at, { ...bo, person: anna.author.person }, where, { valence: 2 });
    Y.applyUpdate(hub, Y.encodeStateAsUpdate(at.doc));
    const update = doing(() => setFeeling(at, bo, where, { valence: 1 }));
    expect(ask(update, ['add', 'edit-own', 'vote'])).toMatchObject(no('no-right'));
    expect(ask(update, ['edit-all'])).toMatchObject(OK);
    Y.applyUpdate(hub, update);
    expect(
      ask(
        doing(() => clearFeeling(at, bo, where)),
        ['edit-own'],
      ),
    ).toMatchObject(OK);
  });

  test('[P16] a vote is cast, changed and taken back by its voter alone; a facilitator may take it away', () => {
    const vote = (r: ReturnType<typeof room>, voter: string, setBy = voter) =>
      r.doing(({ registers }) => {
        const says = { step: r.steps.buy, persona: r.persona, kind: 'actual', voter, valence: 1, setBy };
        registers.feelings.set(`${r.steps.buy}/${r.persona}/actual/${voter}`, says);
      });
    const [own, forged, stolen, others] = [room(), room(), room(), room()];
    const cast = vote(own, 'bo');
    expect(own.ask(cast, ['vote'])).toMatchObject(OK);
    expect(own.ask(cast, ['edit-own', 'edit-all'])).toMatchObject(no('no-right'));
    expect(forged.ask(vote(forged, 'anna', 'bo'))).toMatchObject(no('forged-author'));
    expect(stolen.ask(vote(stolen, 'anna'))).toMatchObject(no('forged-author'));
    Y.applyUpdate(others.hub, vote(others, 'anna'));
    const cleared = others.doing(({ registers }) => void registers.feelings.clear());
    expect(others.ask(cleared, ALL)).toMatchObject(no('no-right'));
    expect(others.ask(cleared)).toMatchObject(OK);
  });

  test('[P17] what is made names its maker, and a facilitator names nobody else either', () => {
    for (const createdBy of ['anna', undefined, { person: 'bo' }]) {
      const { ask, doing } = room();
      const update = doing(({ records }) => records.cards.set('new', new Y.Map<unknown>([['createdBy', createdBy]])));
      expect(ask(update, ALL)).toMatchObject(no('forged-author'));
      expect(ask(update)).toMatchObject(no('forged-author'));
    }
    const { ask, doing } = room();
    const empty = doing(({ records }) => records.cards.set('new', new Y.Map<unknown>()));
    expect(ask(empty)).toMatchObject(no('forged-author'));
  });

  test('[P17] who made it, and when, is never written again, nor taken away', () => {
    for (const field of ['createdBy', 'createdAt', 'via']) {
      const [set, taken] = [room(), room()];
      cardIn(openBoard(taken.hub), taken.own).set('via', 'api');
      Y.applyUpdate(taken.at.doc, Y.encodeStateAsUpdate(taken.hub));
      const update = set.doing((board) => cardIn(board, set.own).set(field, 'carla'));
      expect(set.ask(update, ALL)).toMatchObject(no('provenance'));
      expect(set.ask(update)).toMatchObject(no('provenance'));
      expect(taken.ask(taken.doing((board) => cardIn(board, taken.own).delete(field)))).toMatchObject(no('provenance'));
    }
    const same = room();
    expect(
      same.ask(
        same.doing((board) => cardIn(board, same.annas).set('createdBy', 'anna')),
        [],
      ),
    ).toMatchObject(OK);
  });

  test('[P25] what a vote came to, and what shape the document has, nobody writes but the server', () => {
    const [totals, made, shape] = [room(), room(), room()];
    const added = made.doing(({ records }) => {
      records.cards.set('new', new Y.Map<unknown>([...Object.entries({ createdBy: 'bo', votes: 99 })]));
    });
    expect(totals.ask(totals.doing((board) => cardIn(board, totals.own).set('votes', 99)))).toMatchObject(
      no('server-only'),
    );
    expect(made.ask(added, ALL)).toMatchObject(no('server-only'));
    expect(shape.ask(shape.doing(({ meta }) => void meta.set('schemaVersion', 99)))).toMatchObject(no('server-only'));
  });

  test('[P18] who somebody is, they say themselves', () => {
    const { at, bo, ask, doing } = room();
    const own = doing(() => introduce(at, bo, { id: bo.person, name: 'Bo', colour: 1 }));
    expect(ask(own, [])).toMatchObject(OK);
    const others = doing(({ registers }) => void registers.people.set('anna', { name: 'Hanna', colour: 1 }));
    expect(ask(mergeUpdates([own, others]))).toMatchObject(no('no-right'));
  });

  test('[P19] a viewer brings nothing new, not even what nobody sees', () => {
    const { hub, at, doing, own, letters, owners } = room();
    const viewer: Actor = { person: 'bo', role: 'viewer', rights: OPEN_RIGHTS };
    const ask = (update: Uint8Array) => authorise(hub, update, viewer, (id) => owners.get(id) ?? null);
    expect(ask(Y.encodeStateAsUpdate(hub))).toMatchObject(OK);
    expect(ask(doing((board) => cardIn(board, own).set('kind', 'note')))).toMatchObject(no('viewer'));
    Y.applyUpdate(hub, Y.encodeStateAsUpdate(at.doc));
    expect(ask(doing(() => letters(own).delete(0, 1)))).toMatchObject(no('viewer'));
  });

  test('[P20] nobody goes on with the edits of another’s tab', () => {
    const { hub, anna, annas, owners, ask } = room();
    const doc = openReplica(Y.encodeStateAsUpdate(hub));
    doc.clientID = anna.board.doc.clientID;
    const update = written(doc, () => void doc.getMap('people').set('bo', { name: 'Bo', colour: 1 }));
    expect(ask(update, ALL)).toMatchObject(no('stolen-client'));
    expect(ask(update)).toMatchObject(no('stolen-client'));
    owners.delete(doc.clientID);
    expect(ask(update, ALL)).toMatchObject(OK);
    // Sending again what they wrote is no theft.
    expect(ask(Y.encodeStateAsUpdate(hub), [])).toMatchObject(OK);
    expect(annas).not.toBe('');
  });

  test('[P21] a card that takes the kind of the lane it comes into is moved, not changed', () => {
    const { at, bo, ask, doing, annas, steps, lanes } = room();
    const moved = doing(() => moveCard(at, bo, annas, { step: steps.buy, lane: lanes.pains }));
    expect(ask(moved, ['move'])).toMatchObject(OK);
    const r = room();
    const inPlace = r.doing((board) => {
      const card = cardIn(board, r.annas);
      card.set('place', { ...Object(card.get('place')), rank: 'b00' });
      card.set('kind', 'pain');
    });
    expect(r.ask(inPlace, ['move'])).toMatchObject(no('no-right'));
  });

  test('[P21] others’ cards make room in their cell for what one brings there, and nowhere else', () => {
    const shift = (board: Board, id: string, change: object) => {
      const card = cardIn(board, id);
      card.set('place', { ...Object(card.get('place')), ...change });
    };
    const bring = (r: ReturnType<typeof room>, change: object) =>
      r.doing((board) => {
        shift(board, r.annas, change);
        addCard(r.at, r.bo, { to: r.cell, kind: 'note', index: 0 });
      });
    const [rank, more, away, alone, elsewhere] = [room(), room(), room(), room(), room()];
    expect(rank.ask(bring(rank, { rank: 'b00' }), ['add'])).toMatchObject(OK);
    expect(more.ask(bring(more, { rank: 'b00', more: 1 }), ['add'])).toMatchObject(no('no-right'));
    expect(away.ask(bring(away, { step: away.steps.use }), ['add'])).toMatchObject(no('no-right'));
    expect(
      alone.ask(
        alone.doing((board) => shift(board, alone.annas, { rank: 'b00' })),
        ['add', 'edit-own'],
      ),
    ).toMatchObject(no('no-right'));
    const other = elsewhere.doing((board) => {
      shift(board, elsewhere.annas, { rank: 'b00' });
      addCard(elsewhere.at, elsewhere.bo, { to: 'inbox', kind: 'note' });
    });
    expect(elsewhere.ask(other, ['add'])).toMatchObject(no('no-right'));
    // Nor for a card that may not go there.
    const forbidden = room();
    expect(forbidden.ask(bring(forbidden, { rank: 'b00' }), ['edit-own'])).toMatchObject(no('no-right'));
  });

  test('[P21] in the inbox lie all cards whose step or lane is gone, or holds none, and make room there', () => {
    for (const [collection, field, value] of [
      ['steps', 'deleted', true],
      ['lanes', 'type', 'emotion'],
    ] as const) {
      const r = room();
      const id = collection === 'steps' ? r.steps.look : r.lanes.notes;
      r.at.records[collection].get(id)?.set(field, value);
      Y.applyUpdate(r.hub, Y.encodeStateAsUpdate(r.at.doc));
      const update = r.doing((board) => {
        const card = cardIn(board, r.annas);
        card.set('place', { ...Object(card.get('place')), rank: 'b00' });
        addCard(r.at, r.bo, { to: 'inbox', kind: 'note' });
      });
      expect(r.ask(update, ['add'])).toMatchObject(OK);
    }
  });

  test('[P24] undoing and redoing what one did to one’s own takes no right but to change one’s own', () => {
    const { at, bo, hub, ask, doing, steps, lanes, persona } = room();
    const history = openHistory(at, bo);
    const step = (edit: () => void, rights: readonly Right[]) => {
      const update = doing(edit);
      expect(ask(update, rights)).toMatchObject(OK);
      Y.applyUpdate(hub, update);
    };
    const id = addCard(at, bo, { to: 'inbox', kind: 'note', text: 'mine' });
    const ref = { in: 'cards', id, field: 'text' } as const;
    moveCard(at, bo, id, { step: steps.buy, lane: lanes.pains });
    history.track(ref);
    writeText(at, bo, ref, 'mine, and longer');
    setFeeling(at, bo, { step: steps.buy, persona, kind: 'actual' }, { valence: 1 });
    clearFeeling(at, bo, { step: steps.buy, persona, kind: 'actual' });
    remove(at, bo, 'cards', id);
    Y.applyUpdate(hub, Y.encodeStateAsUpdate(at.doc));
    let undone = 0;
    while (history.canUndo()) {
      step(() => void history.undo(), ['edit-own', 'add']);
      undone++;
    }
    expect(undone).toBe(6);
    while (history.canRedo()) step(() => void history.redo(), ['edit-own', 'add']);
  });

  test('[P24] the room that others’ cards made stays, so that undo takes no right over them', () => {
    const { at, bo, hub, ask, doing, own, annas, cell } = room();
    cardIn(at, own).set('place', cardIn(at, annas).get('place'));
    Y.applyUpdate(hub, Y.encodeStateAsUpdate(at.doc));
    const history = openHistory(at, bo);
    let id: string | undefined;
    const add = doing(() => {
      id = addCard(at, bo, { to: cell, kind: 'note', index: 1 });
    });
    expect(ask(add, ['add', 'edit-own'])).toMatchObject(OK);
    Y.applyUpdate(hub, add);
    for (const replay of [history.undo, history.redo]) {
      const update = doing(() => void replay());
      expect(ask(update, ['edit-own'])).toMatchObject(OK);
      Y.applyUpdate(hub, update);
    }
    const [first, last] = [annas, own].toSorted();
    expect(cardsAt(at, cell).map((card) => card.id)).toEqual([first, id, last]);
  });

  test('[P24] [P16] who brings back what another had felt says so', () => {
    const { anna, at, bo, hub, ask, doing, steps, persona } = room();
    const feeling = { step: steps.buy, persona, kind: 'actual' } as const;
    setFeeling(anna.board, anna.author, feeling, { valence: 1, word: 'glad' });
    Y.applyUpdate(at.doc, Y.encodeStateAsUpdate(anna.board.doc));
    const history = openHistory(at, bo);
    setFeeling(at, bo, feeling, { valence: -1 });
    setFeeling(at, bo, feeling, { valence: -2 });
    clearFeeling(at, bo, feeling);
    Y.applyUpdate(hub, Y.encodeStateAsUpdate(at.doc));
    const step = (edit: () => boolean): Feeling | undefined => {
      const update = doing(() => void edit());
      expect(ask(update, ['add', 'edit-own', 'edit-all', 'remove'])).toMatchObject(OK);
      Y.applyUpdate(hub, update);
      return readFeelings(openBoard(hub))[0];
    };
    expect(step(history.undo)).toMatchObject({ valence: -2, setBy: 'bo' });
    expect(step(history.undo)).toMatchObject({ valence: -1, setBy: 'bo' });
    expect(step(history.undo)).toMatchObject({ valence: 1, word: 'glad', setBy: 'bo' });
    expect(step(history.redo)).toMatchObject({ valence: -1, setBy: 'bo' });
    expect(step(history.redo)).toMatchObject({ valence: -2, setBy: 'bo' });
    expect(step(history.redo)).toBeUndefined();
  });
});

describe('letters spoilt in secret', () => {
  const spoiler = () => {
    const r = room();
    const text = textOf(openBoard(r.hub), { in: 'cards', id: r.annas, field: 'text' });
    const start = idOf(text?._start);
    const half: Id = [start[0], start[1] + 'Anna wrote '.length];
    return { ...r, text, half, after: [half[0], half[1] + 1] as Id };
  };

  test('[P22] a struct that is known, or kept of none, may not cut a letter in two', () => {
    const { hub, ask, half, after, own } = spoiler();
    const known = idOf(cardIn(openBoard(hub), own)._item);
    const again = (item: CraftedItem) => craft({ sections: [{ client: known[0], clock: known[1], structs: [item] }] });
    expect(ask(again({ origin: half, content: { text: 'x' } }))).toMatchObject({ verdict: 'malformed' });
    expect(ask(again({ right: after, content: { text: 'x' } }))).toMatchObject({ verdict: 'malformed' });
    expect(ask(again({ origin: after, content: { text: 'x' } }))).toMatchObject(OK);
  });

  test('[P22] where all are told of the cut it is a change of the text like any other', () => {
    const { hub, ask, half, text } = spoiler();
    const cut = craft({ sections: [{ client: 3, structs: [{ origin: half, content: { text: '-' } }] }] });
    const allowed = ask(cut, ['edit-all']);
    expect(allowed).toMatchObject(OK);
    expect(allowed.verdict === 'ok' && allowed.touched[0]?.fields.get('text')?.after).toBe('Anna wrote �-� this');
    Y.applyUpdate(hub, cut);
    expect(String(text)).toBe('Anna wrote �-� this');
  });
});
