import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { BOARDS } from '../../testing/boards.ts';
import { type CraftedItem, type CraftedUpdate, craft } from '../../testing/craft.ts';
import { damaged, intrusions } from '../../testing/garbage.ts';
import { seededDoc, seededRandom } from '../../testing/random.ts';
import { runs } from '../../testing/runs.ts';
import { fork, smallBoard } from '../../testing/small-board.ts';
import { verdictOn } from '../../testing/verdict.ts';
import { runWorkshop } from '../../testing/workshop-run.ts';
import { type Board, openBoard, type TextRef, textOf } from '../document/board.ts';
import { openHistory } from '../document/history.ts';
import { isWaiting, mergeUpdates } from '../document/replica.ts';
import { writeText } from '../document/text.ts';
import { addCard, moveCard } from '../edits/cards.ts';
import { setFeeling } from '../edits/feelings.ts';
import { TEXT_LIMITS } from '../records/limits.ts';

const stateOf = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc);

const updatesOf = (doc: Y.Doc, edit: () => void): Uint8Array[] => {
  const updates: Uint8Array[] = [];
  const listen = (update: Uint8Array) => void updates.push(update);
  doc.on('update', listen);
  edit();
  doc.off('update', listen);
  return updates;
};

/** A server's replica of a board with one card, and a person at it. */
const room = (text = 'slow queue') => {
  const { board: at, author, ...small } = smallBoard();
  const card = addCard(at, author, { to: 'inbox', kind: 'note', text });
  const bo = fork(at);
  const ref: TextRef = { in: 'cards', id: card, field: 'text' };
  const letters = textOf(bo.board, ref) ?? new Y.Text();
  return { ...small, hub: fork(at, 'hub', 7).board.doc, anna: { board: at, author }, bo, card, ref, letters };
};

/** Validates updates one after the other, and applies each valid one. */
const validateAll = (hub: Y.Doc, updates: readonly Uint8Array[]) =>
  updates.map((update) => {
    const verdict = verdictOn(hub, update);
    if (verdict === 'ok') Y.applyUpdate(hub, update);
    return verdict;
  });

/** How often a struct of an update is read, by index from the list of its client, to find the update sound. */
const structReads = (update: Uint8Array): number => {
  let reads = 0;
  const counting = <T extends object>(list: T): T =>
    new Proxy(list, {
      get: (target, key) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
        return Reflect.get(target, key) as unknown;
      },
    });
  // The structs of an update are put into lists by client with `Map.groupBy`, which no caller can reach otherwise.
  const groupBy = Map.groupBy;
  Map.groupBy = (items, keyOf) => new Map([...groupBy(items, keyOf)].map(([key, list]) => [key, counting(list)]));
  try {
    expect(verdictOn(new Y.Doc(), update)).toBe('ok');
  } finally {
    Map.groupBy = groupBy;
  }
  return reads;
};

describe('damaged updates', () => {
  test('[P2] whatever bytes come, validating never throws, changes nothing, and what is ok can be applied', () => {
    const random = seededRandom(11);
    let good = 0;
    for (const seed of [5, 6, 7, 8]) {
      const { hub, participants } = runWorkshop(seed);
      const base = stateOf(hub.doc);
      const [editor] = participants;
      if (editor === undefined) continue;
      const card = addCard(editor.board, editor.author, { to: 'inbox', kind: 'note', text: 'seldom 🙂' });
      const updates = updatesOf(editor.board.doc, () => {
        moveCard(editor.board, editor.author, card, 'inbox', 0);
        writeText(editor.board, editor.author, { in: 'cards', id: card, field: 'text' }, 'seldom so');
      });
      const whole = Y.encodeStateAsUpdate(editor.board.doc, Y.encodeStateVector(hub.doc));
      for (let i = runs(220); i > 0; i--) {
        const replica = new Y.Doc();
        Y.applyUpdate(replica, base);
        openBoard(replica);
        const update = damaged(random, random.pick([whole, ...updates, base.slice(0, 400)]) ?? whole);
        const verdict = verdictOn(replica, update);
        expect([...replica.share.keys()].toSorted()).toEqual([...hub.doc.share.keys()].toSorted());
        expect(stateOf(replica)).toEqual(base);
        if (verdict !== 'ok') continue;
        good++;
        Y.applyUpdate(replica, update);
        expect(isWaiting(replica)).toBe(false);
        expect(() => Y.applyUpdate(new Y.Doc(), stateOf(replica))).not.toThrow();
      }
    }
    // Otherwise the damage was so thorough that nothing could be applied.
    expect(good).toBeGreaterThan(50);
  });

  const hello: CraftedItem = { parent: 'meta', key: 'title', content: { type: 'text' } };
  const crafted: Record<string, CraftedUpdate> = {
    'a text that builds on its own end': {
      sections: [{ client: 1, structs: [hello, { origin: [1, 3], content: { text: 'abc' } }] }],
    },
    'two that build on each other': {
      sections: [
        { client: 2, structs: [{ origin: [1, 0], content: { values: [1] } }] },
        { client: 1, structs: [{ origin: [2, 0], content: { values: [1] } }] },
      ],
    },
    'a text of no length': { sections: [{ client: 1, structs: [hello, { parent: [1, 0], content: { text: '' } }] }] },
    'nothing, thrown away': { sections: [{ client: 1, structs: [{ gc: 0 }] }] },
    'more edits than anybody makes': { sections: [{ client: 1, structs: [{ gc: 2 ** 45 }] }] },
    'a client that comes twice': {
      sections: [
        { client: 1, structs: [hello] },
        { client: 1, clock: 1, structs: [{ parent: [1, 0], content: { text: 'abc' } }] },
      ],
    },
    'a client that says nothing': { sections: [{ client: 1, structs: [] }] },
    'a deletion of nothing': {
      sections: [{ client: 1, structs: [hello] }],
      deletions: [{ client: 1, clock: 1, length: 0 }],
    },
    'neighbours in two texts': {
      sections: [
        {
          client: 1,
          structs: [
            hello,
            { ...hello, key: 'scenario' },
            { parent: [1, 0], content: { text: 'a' } },
            { parent: [1, 1], content: { text: 'b' } },
            { origin: [1, 2], right: [1, 3], content: { text: 'c' } },
          ],
        },
      ],
    },
    'something in a letter': {
      sections: [
        {
          client: 1,
          structs: [hello, { parent: [1, 0], content: { text: 'a' } }, { parent: [1, 1], content: { text: 'b' } }],
        },
      ],
    },
  };

  test.each(Object.entries(crafted))('[P2] %s is malformed', (_, update) => {
    expect(verdictOn(openBoard().doc, craft(update))).toBe('malformed');
  });

  test('[P2] what goes on elsewhere than where the replica knows it to end is malformed', () => {
    const { doc } = openBoard();
    const two = { ...hello, key: 'scenario' };
    const structs = [hello, two, { parent: [1, 0], content: { text: 'ab' } }] as const;
    expect(validateAll(doc, [craft({ sections: [{ client: 1, structs }] })])).toEqual(['ok']);
    const goOn = (parent: readonly [number, number]) =>
      craft({ sections: [{ client: 1, clock: 2, structs: [{ parent, content: { text: 'abcd' } }] }] });
    expect(verdictOn(doc, goOn([1, 1]))).toBe('malformed');
    expect(validateAll(doc, [goOn([1, 0])])).toEqual(['ok']);
    expect(String(doc.getMap('meta').get('title'))).toBe('abcd');
  });

  test('[P2] a letter between two that stand the other way round is malformed: each replica would put it elsewhere', () => {
    const { doc } = openBoard();
    const letters = ['a', 'b', 'c'].map((text): CraftedItem => ({ parent: [1, 0], content: { text } }));
    const between = (origin: number, right: number) =>
      craft({
        sections: [{ client: 2, structs: [{ origin: [1, origin], right: [1, right], content: { text: '-' } }] }],
      });
    expect(validateAll(doc, [craft({ sections: [{ client: 1, structs: [hello, ...letters] }] })])).toEqual(['ok']);
    const text = String(doc.getMap('meta').get('title'));
    const [first, last] = [1 + 'abc'.indexOf(text.charAt(0)), 1 + 'abc'.indexOf(text.charAt(2))];
    expect(verdictOn(doc, between(last, first))).toBe('malformed');
    expect(verdictOn(doc, between(first, last))).toBe('ok');
  });

  test('[P2] bytes that are none of Yjs are malformed', () => {
    for (const bytes of [[], [0], [1], [255], [0, 1], [1, 1, 1], [0, 0, 0].fill(200)]) {
      expect(verdictOn(openBoard().doc, Uint8Array.from(bytes))).toBe('malformed');
    }
  });
});

describe('missing predecessors', () => {
  const late = (edit: (r: ReturnType<typeof room>) => void) => {
    const r = room();
    const updates = updatesOf(r.bo.board.doc, () => edit(r));
    return { hub: r.hub, first: updates.slice(0, -1), last: updates.slice(-1) };
  };

  const forms: Record<string, (r: ReturnType<typeof room>) => void> = {
    'a gap in one’s own edits': ({ bo }) => {
      addCard(bo.board, bo.author, { to: 'inbox', kind: 'note' });
      addCard(bo.board, bo.author, { to: 'inbox', kind: 'pain' });
    },
    'letters beside letters of another': ({ bo, anna, ref, letters }) => {
      const [theirs] = updatesOf(anna.board.doc, () => writeText(anna.board, anna.author, ref, 'slow wet queue', 9));
      if (theirs !== undefined) Y.applyUpdate(bo.board.doc, theirs);
      letters.insert(7, 'and ');
    },
    'a field of a record of another': ({ bo, anna }) => {
      const before = Y.encodeStateVector(anna.board.doc);
      const id = addCard(anna.board, anna.author, { to: 'inbox', kind: 'note' });
      Y.applyUpdate(bo.board.doc, Y.encodeStateAsUpdate(anna.board.doc, before));
      writeText(bo.board, bo.author, { in: 'cards', id, field: 'text' }, 'x');
    },
    'the deletion of letters of another': ({ bo, anna, ref, letters }) => {
      const [theirs] = updatesOf(anna.board.doc, () => writeText(anna.board, anna.author, ref, 'slow wet queue', 9));
      if (theirs !== undefined) Y.applyUpdate(bo.board.doc, theirs);
      letters.delete(5, 3);
    },
  };

  test.each(Object.entries(forms))('[P5] %s is missing, and ok once the rest is there', (_, edit) => {
    const { hub, first, last } = late(edit);
    expect(validateAll(hub, last)).toEqual(['missing']);
    expect(isWaiting(hub)).toBe(false);
    expect(validateAll(hub, [...first, ...last]).every((verdict) => verdict === 'ok')).toBe(true);
  });

  test('[P5] merged updates with a hole between them are missing; without the hole they are ok', () => {
    const { hub, bo, letters } = room();
    const [one, two, three] = updatesOf(bo.board.doc, () => ['a', 'b', 'c'].forEach((l) => void letters.insert(0, l)));
    if (one === undefined || two === undefined || three === undefined) throw new Error('three letters, three updates');
    expect(verdictOn(hub, mergeUpdates([one, three]))).toBe('missing');
    expect(validateAll(hub, [one, two])).toEqual(['ok', 'ok']);
    // By now the replica knows what lies in the gap.
    expect(validateAll(hub, [mergeUpdates([one, three])])).toEqual(['ok']);
    expect(isWaiting(hub)).toBe(false);
  });
});

describe('what a board has no use for', () => {
  const cases = [...intrusions(seededRandom(3))];

  test.each(cases)('[P7] %s is refused', (name, update) => {
    const expected = name.startsWith('a huge') ? 'too-large' : 'forbidden';
    expect(verdictOn(room().hub, update)).toBe(expected);
    expect(verdictOn(openBoard().doc, update)).toBe(expected);
  });

  test('[P7] nobody takes a record or a text away, or puts another in its place', () => {
    const attempts: ((board: Board, id: string) => void)[] = [
      (board, id) => board.records.cards.delete(id),
      (board, id) => board.records.cards.set(id, new Y.Map()),
      (board) => board.records.cards.clear(),
      (board, id) => board.records.cards.get(id)?.delete('text'),
      (board, id) => board.records.cards.get(id)?.set('text', 'plain'),
    ];
    for (const attempt of attempts) {
      const { hub, bo, card } = room();
      const [update] = updatesOf(bo.board.doc, () => attempt(bo.board, card));
      expect(update && verdictOn(hub, update)).toBe('forbidden');
    }
  });

  test('[P7] a root of another name is none, not even where the rest is known', () => {
    const { doc } = openBoard();
    const at = (parent: string) =>
      craft({ sections: [{ client: 1, structs: [{ parent, key: 'loop', content: { values: [true] } }] }] });
    expect(validateAll(doc, [at('meta'), at('mine')])).toEqual(['ok', 'forbidden']);
  });

  test('[P7] a value hidden in a prototype is none', () => {
    const { doc } = openBoard();
    const value = JSON.parse('{"__proto__":{"rank":"a0"}}');
    const update = craft({
      sections: [{ client: 1, structs: [{ parent: 'meta', key: 'loop', content: { values: [value] } }] }],
    });
    expect(verdictOn(doc, update)).toBe('forbidden');
  });
});

describe('texts at their limit', () => {
  const LIMIT = 2 * TEXT_LIMITS.card;

  test('[P8] a text may not grow past its limit, in one update or over several', () => {
    const { hub, bo, letters } = room('');
    const grow = updatesOf(bo.board.doc, () => {
      letters.insert(0, 'x'.repeat(LIMIT - 1));
      letters.insert(LIMIT - 1, 'y');
      letters.insert(5, 'z');
    });
    expect(validateAll(hub, grow)).toEqual(['ok', 'ok', 'too-large']);
    expect(verdictOn(room('').hub, mergeUpdates(grow))).toBe('too-large');
  });

  test('[P8] nor by somebody who types in the midst of another’s letters, nor in a record that is new', () => {
    const { hub, bo, letters } = room('x'.repeat(4_000));
    const [middle] = updatesOf(bo.board.doc, () => letters.insert(2_000, 'y'.repeat(LIMIT - 3_999)));
    expect(middle && verdictOn(hub, middle)).toBe('too-large');
    const other = room();
    const [record] = updatesOf(other.bo.board.doc, () => {
      const text = new Y.Text('y'.repeat(LIMIT + 1));
      other.bo.board.records.cards.set('new', new Y.Map<unknown>([['text', text]]));
    });
    expect(record && verdictOn(other.hub, record)).toBe('too-large');
  });

  test('[P8] what the update takes away itself does not count', () => {
    const { hub, bo, letters } = room('x'.repeat(LIMIT));
    const [replaced] = updatesOf(bo.board.doc, () => {
      bo.board.doc.transact(() => {
        letters.delete(0, LIMIT);
        letters.insert(0, 'y'.repeat(LIMIT));
      });
    });
    expect(replaced && verdictOn(hub, replaced)).toBe('ok');
    const [tooMuch] = updatesOf(bo.board.doc, () => letters.insert(0, 'z'));
    expect(replaced && tooMuch && verdictOn(hub, mergeUpdates([replaced, tooMuch]))).toBe('too-large');
  });

  test('[P8] what was typed, taken away and kept for undo while offline does not count', () => {
    const { hub, bo, ref } = room('');
    const history = openHistory(bo.board, bo.author);
    const base = Y.encodeStateVector(bo.board.doc);
    for (let i = 0; i < 4; i++) {
      history.track(ref);
      writeText(bo.board, bo.author, ref, `${i}`.repeat(TEXT_LIMITS.card));
      history.pause();
    }
    expect(verdictOn(hub, Y.encodeStateAsUpdate(bo.board.doc, base))).toBe('ok');
  });

  test('[P8] a value or a key may not grow past its limit', () => {
    const { hub, bo } = room();
    const [value] = updatesOf(bo.board.doc, () => bo.board.meta.set('loop', { x: 'y'.repeat(4_000) }));
    const other = room();
    const [key] = updatesOf(other.bo.board.doc, () => other.bo.board.registers.people.set('k'.repeat(201), {}));
    expect(value && verdictOn(hub, value)).toBe('too-large');
    expect(key && verdictOn(other.hub, key)).toBe('too-large');
  });

  test('[P9] what the replica knows already may come again, whole or in part, and does not count', () => {
    const { hub, bo, letters } = room('x'.repeat(4_000));
    const before = stateOf(bo.board.doc);
    letters.insert(0, 'y'.repeat(LIMIT - 4_000));
    const after = stateOf(bo.board.doc);
    expect(validateAll(hub, [before, after, after, before])).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  test('[P9] a run of letters of which the replica has the first part goes on from there', () => {
    const { hub, bo, letters, ref } = room('');
    const [first] = updatesOf(bo.board.doc, () => letters.insert(0, 'slow '));
    letters.insert(5, 'queue');
    expect(first && validateAll(hub, [first, stateOf(bo.board.doc)])).toEqual(['ok', 'ok']);
    expect(String(textOf(openBoard(hub), ref))).toBe('slow queue');
  });
});

describe('honest updates', () => {
  test('[P6] every edit of ours is ok: verbs, typing, undo, redo, all at once, and nothing', () => {
    const { hub, bo, ref, card, steps, lanes, persona } = room();
    const history = openHistory(bo.board, bo.author);
    const updates = updatesOf(bo.board.doc, () => {
      moveCard(bo.board, bo.author, card, { step: steps.look, lane: lanes.pains });
      setFeeling(bo.board, bo.author, { step: steps.look, persona, kind: 'actual' }, { valence: -1 });
      history.track(ref);
      writeText(bo.board, bo.author, ref, 'slow 🙂');
      while (history.undo());
      while (history.redo());
    });
    expect(updates.length).toBeGreaterThanOrEqual(9);
    expect(validateAll(hub, updates).every((verdict) => verdict === 'ok')).toBe(true);
    expect(verdictOn(hub, Uint8Array.of(0, 0))).toBe('ok');
    expect(verdictOn(hub, mergeUpdates(updates))).toBe('ok');
    expect(verdictOn(new Y.Doc(), stateOf(bo.board.doc))).toBe('ok');
  });

  test.each(Object.entries(BOARDS))(
    '[P6] the %s board as one update is ok, to who has nothing of it or all',
    (_, build) => {
      const state = stateOf(build().doc);
      const hub = seededDoc(seededRandom(50));
      expect(validateAll(hub, [state, state])).toEqual(['ok', 'ok']);
      expect(isWaiting(hub)).toBe(false);
    },
  );

  test('[P10] the time to validate grows with the update, not with its square', () => {
    /** As many letters of each of two clients, each letter a struct that points into the other client's run. */
    const interwoven = (letters: number): Uint8Array => {
      const { doc, meta } = openBoard();
      const text = new Y.Text();
      meta.set('scenario', text);
      const other = seededDoc(seededRandom(4));
      Y.applyUpdate(other, stateOf(doc));
      const typed = openBoard(other).meta.get('scenario');
      if (!(typed instanceof Y.Text)) throw new Error('no text');
      other.transact(() => {
        for (let i = 0; i < letters; i++) typed.insert(0, 'x');
      });
      Y.applyUpdate(doc, stateOf(other));
      doc.transact(() => {
        for (let i = 0; i < letters; i++) text.insert(i * 2, 'y');
      });
      return stateOf(doc);
    };
    const [once, twice] = [structReads(interwoven(1_950)), structReads(interwoven(3_900))];
    // Twice the structs, and one step more in each binary search. A search through all structs for each would be four times.
    expect(twice / once).toBeLessThan(2.5);
  });
});
