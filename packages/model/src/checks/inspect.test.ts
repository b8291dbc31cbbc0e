import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { BOARDS } from '../../testing/boards.ts';
import { type CraftedItem, craft, type Id } from '../../testing/craft.ts';
import { written } from '../../testing/hostile-world.ts';
import { fork, smallBoard } from '../../testing/small-board.ts';
import { type TextRef, textOf } from '../document/board.ts';
import { openReplica } from '../document/replica.ts';
import { writeText } from '../document/text.ts';
import { addCard, moveCard } from '../edits/cards.ts';
import { setFeeling } from '../edits/feelings.ts';
import { remove } from '../edits/records.ts';
import { inspectUpdate, partialReplicaFor } from './inspect.ts';
import { validateUpdate } from './validate-update.ts';

/** A server's replica with a card of Anna's in the inbox, and Bo at a copy of it. */
const room = (text = 'slow queue') => {
  const { board, author, ...small } = smallBoard();
  const card = addCard(board, author, { to: 'inbox', kind: 'note', text });
  const bo = fork(board);
  const ref: TextRef = { in: 'cards', id: card, field: 'text' };
  const record = bo.board.records.cards.get(card) ?? new Y.Map<unknown>();
  const letters = textOf(bo.board, ref) ?? new Y.Text();
  return { ...small, hub: openReplica(Y.encodeStateAsUpdate(board.doc)), bo, card, ref, record, letters };
};

/** The changes foreseen of an update; expects them to be what happens when it is applied. */
const foresee = (hub: Y.Doc, update: Uint8Array) => {
  const inspected = inspectUpdate(hub, update);
  if (inspected.verdict !== 'ok') throw new Error(inspected.verdict);
  Y.applyUpdate(hub, update);
  for (const { in: name, id, fields } of inspected.touched) {
    for (const [field, { after }] of fields) {
      const at: unknown = hub.getMap(name).get(id);
      const now: unknown = at instanceof Y.Map ? at.get(field) : name === 'meta' ? hub.getMap(name).get(field) : at;
      expect(now instanceof Y.Text ? now.toString() : now).toEqual(after);
    }
  }
  return inspected.touched.map((t) => ({ ...t, fields: Object.fromEntries(t.fields) }));
};

const idOf = (item: Y.Item | null | undefined): Id => [item?.id.client ?? 0, item?.id.clock ?? 0];

describe('what an update would change', () => {
  test('[P11] of an edit: the record, its maker, and each field before and after', () => {
    const { hub, bo, card, steps, lanes } = room();
    const place = { step: steps.buy, lane: lanes.pains };
    const [moved] = foresee(
      hub,
      written(bo.board.doc, () => moveCard(bo.board, bo.author, card, place)),
    );
    expect(moved).toMatchObject({ in: 'cards', id: card, created: false, maker: 'anna' });
    expect(moved?.fields).toMatchObject({
      place: { before: { step: null, lane: null }, after: place },
      kind: { before: 'note', after: 'pain' },
    });
  });

  test('[P11] of a new record: all its fields, and who it says made it', () => {
    const { hub, bo } = room();
    const [made] = foresee(
      hub,
      written(bo.board.doc, () => void addCard(bo.board, bo.author, { to: 'inbox', kind: 'pain', text: 'cold' })),
    );
    expect(made).toMatchObject({ in: 'cards', created: true, maker: 'bo' });
    expect(made?.fields).toMatchObject({ text: { before: undefined, after: 'cold' }, kind: { after: 'pain' } });
  });

  test('[P11] of typing: the whole text, letters typed and taken away at once not in it', () => {
    const { hub, bo, ref, letters } = room();
    const update = written(bo.board.doc, () =>
      bo.board.doc.transact(() => {
        letters.insert(5, 'never seen ');
        letters.delete(5, 11);
        writeText(bo.board, bo.author, ref, 'slow wet queue');
      }),
    );
    expect(foresee(hub, update).map((t) => t.fields)).toEqual([
      { text: { before: 'slow queue', after: 'slow wet queue' } },
    ]);
  });

  test('[P11] of registers: the one field `value`, set and cleared', () => {
    const { hub, bo, steps, persona } = room();
    const at = { step: steps.look, persona, kind: 'actual' } as const;
    const [felt] = foresee(
      hub,
      written(bo.board.doc, () => setFeeling(bo.board, bo.author, at, { valence: 1 })),
    );
    expect(felt).toMatchObject({
      in: 'feelings',
      created: true,
      maker: 'bo',
      fields: { value: { before: undefined } },
    });
    const [cleared] = foresee(
      hub,
      written(bo.board.doc, () => bo.board.registers.feelings.clear()),
    );
    expect(cleared).toMatchObject({ created: false, maker: 'bo', fields: { value: { after: undefined } } });
  });

  test('[P11] writing what stands there already changes nothing, the order of keys aside', () => {
    const { hub, bo, record } = room();
    const update = written(bo.board.doc, () => {
      record.set('kind', 'note');
      record.set('place', Object.fromEntries(Object.entries(record.get('place') ?? {}).reverse()));
      record.set('not there', undefined);
    });
    expect(foresee(hub, update)).toEqual([]);
  });

  test('[P11] of two writes at once, the one that loses changes nothing, whichever comes first', () => {
    const { hub, card } = room();
    const both = [1, 2 ** 33].map((client) => {
      const doc = openReplica(Y.encodeStateAsUpdate(hub));
      doc.clientID = client;
      const record = doc.getMap('cards').get(card);
      return written(doc, () => record instanceof Y.Map && record.set('kind', client === 1 ? 'loses' : 'wins'));
    });
    const [low, high] = both as [Uint8Array, Uint8Array];
    const other = openReplica(Y.encodeStateAsUpdate(hub));
    expect(foresee(hub, high).map((t) => t.fields)).toMatchObject([{ kind: { before: 'note', after: 'wins' } }]);
    expect(foresee(hub, low)).toEqual([]);
    expect(foresee(other, low).map((t) => t.fields)).toMatchObject([{ kind: { before: 'note', after: 'loses' } }]);
    expect(foresee(other, high).map((t) => t.fields)).toMatchObject([{ kind: { before: 'loses', after: 'wins' } }]);
  });

  test('[P11] deleted content that wins a key empties it', () => {
    const { hub, card } = room();
    const record = hub.getMap('cards').get(card);
    if (!(record instanceof Y.Map)) throw new Error('no card');
    const origin = idOf(record._map.get('kind'));
    const update = craft({ sections: [{ client: 5, structs: [{ origin, content: { deleted: 1 } }] }] });
    expect(foresee(hub, update).map((t) => t.fields)).toEqual([{ kind: { before: 'note', after: undefined } }]);
  });

  test('[P11] deletions that straddle letters and values take what lies in them', () => {
    const { hub, bo, letters, record } = room();
    const update = written(bo.board.doc, () => {
      letters.insert(0, 'xyz');
      record.set('kind', 'pain');
    });
    Y.applyUpdate(hub, update);
    // Two of the letters, and the kind.
    const deletion = craft({ sections: [], deletions: [{ client: bo.board.doc.clientID, clock: 1, length: 3 }] });
    expect(foresee(hub, deletion).map((t) => t.fields)).toEqual([
      { text: { before: 'xyzslow queue', after: 'xslow queue' }, kind: { before: 'pain', after: undefined } },
    ]);
  });

  test('[P11] what hangs under something collected is not to be seen', () => {
    const { hub, card } = room();
    const record = hub.getMap('cards').get(card);
    if (!(record instanceof Y.Map)) throw new Error('no card');
    // Two people put a text under one key at once: the first text and its letters are collected.
    for (const client of [8, 9]) {
      const parent = idOf(record._item);
      const structs: CraftedItem[] = [
        { parent, key: 'note', content: { type: 'text' } },
        { parent: [client, 0], content: { text: 'lost' } },
      ];
      Y.applyUpdate(hub, craft({ sections: [{ client, structs }] }));
    }
    const beside: CraftedItem[] = [
      { origin: [8, 1], content: { text: 'x' } },
      { parent: [8, 0], content: { text: 'y' } },
      { origin: [8, 1], right: [9, 1], content: { text: 'z' } },
    ];
    for (const [i, item] of beside.entries()) {
      expect(foresee(hub, craft({ sections: [{ client: 20 + i, structs: [item] }] }))).toEqual([]);
    }
  });

  test('[P11] of a run that is known in part, the rest goes on where the known ends', () => {
    const { hub, bo, letters } = room('ab');
    const before = Y.encodeStateVector(bo.board.doc);
    const first = written(bo.board.doc, () => letters.insert(1, '--'));
    Y.applyUpdate(hub, first);
    letters.insert(3, '>');
    const whole = Y.encodeStateAsUpdate(bo.board.doc, before);
    expect(foresee(hub, whole).map((t) => t.fields)).toEqual([{ text: { before: 'a--b', after: 'a-->b' } }]);
    expect(foresee(hub, whole)).toEqual([]);
  });

  test('[P11] seed 1, update 40: a run of values that says it stands elsewhere than where it goes on', () => {
    const { hub, card } = room();
    const record = hub.getMap('cards').get(card);
    if (!(record instanceof Y.Map)) throw new Error('no card');
    const first = idOf(record._map.get('kind'));
    const send = (origin: Id, values: unknown[]) =>
      craft({ sections: [{ client: 7, structs: [{ origin, content: { values } }] }] });
    const between = craft({ sections: [{ client: 6, structs: [{ origin: first, content: { values: ['pain'] } }] }] });
    Y.applyUpdate(hub, between);
    Y.applyUpdate(hub, send([6, 0], ['metric']));
    expect(foresee(hub, send(first, ['metric', 'quote'])).map((t) => t.fields)).toEqual([
      { kind: { before: 'metric', after: 'quote' } },
    ]);
  });

  test('[P11] of a letter between neighbours that come with it, wherever they say they stand', () => {
    const { hub, card } = room();
    const record = hub.getMap('cards').get(card);
    if (!(record instanceof Y.Map)) throw new Error('no card');
    const first = idOf(record._map.get('kind'));
    record.set('kind', 'pain');
    const last = idOf(record._map.get('kind'));
    const structs: CraftedItem[] = [
      { origin: last, content: { values: ['metric'] } },
      { origin: [5, 0], right: first, content: { values: ['quote'] } },
    ];
    expect(foresee(hub, craft({ sections: [{ client: 5, structs }] })).map((t) => t.fields)).toEqual([
      { kind: { before: 'pain', after: 'quote' } },
    ]);
  });

  test('[P11] which clients go on, and how far; nothing of an update that is known', () => {
    const { hub, bo, card } = room();
    const update = written(bo.board.doc, () => remove(bo.board, bo.author, 'cards', card));
    const client = bo.board.doc.clientID;
    expect(inspectUpdate(hub, update)).toMatchObject({ known: false, clients: [{ client, from: 0, end: 1 }] });
    Y.applyUpdate(hub, update);
    expect(inspectUpdate(hub, update)).toEqual({ verdict: 'ok', touched: [], clients: [], known: true });
  });

  test('[P11] looking changes nothing, and what cannot be applied has the verdict of the validation', () => {
    const { hub, bo, card } = room();
    const [first, second] = ['pain', 'quote'].map((kind) =>
      written(bo.board.doc, () => bo.board.records.cards.get(card)?.set('kind', kind)),
    );
    const before = Y.encodeStateAsUpdate(hub);
    expect(inspectUpdate(hub, second ?? new Uint8Array())).toEqual({ verdict: 'missing' });
    expect(inspectUpdate(hub, Uint8Array.of(1))).toEqual({ verdict: 'malformed' });
    expect(inspectUpdate(hub, first ?? new Uint8Array()).verdict).toBe('ok');
    expect(Y.encodeStateAsUpdate(hub)).toEqual(before);
  });
});

describe('the cost of looking', () => {
  test('[P23] of a large board no more is looked at than of a small one', () => {
    const lookedAt = (hub: Y.Doc): number => {
      const doc = openReplica(Y.encodeStateAsUpdate(hub));
      const record = [...doc.getMap('cards').values()].find((card) => card instanceof Y.Map);
      const plan = validateUpdate(
        hub,
        written(doc, () => record instanceof Y.Map && record.set('kind', 'quote')),
      );
      return typeof plan === 'string' ? Number.NaN : partialReplicaFor(plan).replica.size;
    };
    // The card, and its kind.
    expect(lookedAt(room().hub)).toBe(2);
    expect(lookedAt(BOARDS.large().doc)).toBe(2);
  });

  test('[P23] nor of a field that has changed ten thousand times', () => {
    const { hub, bo, record } = room();
    for (let i = 0; i < 10_000; i++) record.set('kind', i % 2 === 0 ? 'pain' : 'quote');
    Y.applyUpdate(hub, Y.encodeStateAsUpdate(bo.board.doc));
    const plan = validateUpdate(
      hub,
      written(bo.board.doc, () => record.set('kind', 'note')),
    );
    expect(typeof plan !== 'string' && partialReplicaFor(plan).replica.size).toBe(2);
  });

  test('[P23] where a text’s history is too long to look through, typing in it counts as a change of it', () => {
    const { hub, bo, letters, card, record } = room('');
    bo.board.doc.transact(() => {
      // Each letter is typed before the last one, so that no two can be merged into one item.
      for (let i = 0; i < 50_001; i++) letters.insert(0, 'x');
    });
    letters.delete(0, 50_001);
    Y.applyUpdate(hub, Y.encodeStateAsUpdate(bo.board.doc));
    const typed = written(bo.board.doc, () => letters.insert(0, 'y'));
    const inspected = inspectUpdate(hub, typed);
    expect(inspected.verdict === 'ok' && inspected.touched.map((t) => [t.id, Object.fromEntries(t.fields)])).toEqual([
      [card, { text: { before: '', after: '', unsure: true } }],
    ]);
    const moved = written(bo.board.doc, () => record.set('kind', 'pain'));
    Y.applyUpdate(hub, typed);
    expect(foresee(hub, moved).map((t) => t.fields)).toEqual([{ kind: { before: 'note', after: 'pain' } }]);
  });
});
