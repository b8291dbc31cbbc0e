import { writeText } from '@samrejse/model/document/text';
import { addCard, moveCard } from '@samrejse/model/edits/cards';
import { addChannel, addTag } from '@samrejse/model/edits/library';
import { addLink } from '@samrejse/model/edits/links';
import { remove } from '@samrejse/model/edits/records';
import { addComment } from '@samrejse/model/edits/threads';
import { COLLECTIONS } from '@samrejse/model/records/collections';
import { cellKey } from '@samrejse/model/records/place';
import { smallBoard } from '@samrejse/model/testing/small-board';
import { expect, test } from 'vitest';
import { LiveBoard } from './live.svelte.ts';

/** A board with one record at least in every collection. A card is as high as its text is long. */
const setUp = () => {
  const small = smallBoard();
  const { board, author, steps, lanes } = small;
  const at = { step: steps.look, lane: lanes.pains };
  const [first, second] = ['the first', 'the second'].map((text) =>
    addCard(board, author, { to: at, kind: 'pain', text }),
  );
  if (first === undefined || second === undefined) throw new Error('two cards were added');
  const made = {
    link: addLink(board, author, {
      kind: 'loop',
      from: { in: 'steps', id: steps.look },
      to: { in: 'steps', id: steps.use },
    }),
    comment: addComment(board, author, { target: { in: 'cards', id: first }, text: 'really?' }),
    tag: addTag(board, author, { name: 'urgent' }),
    channel: addChannel(board, author, { name: 'the kiosk' }),
  };
  const gone: string[] = [];
  const open = () => new LiveBoard(board, { measure: ({ text }) => text.length, onGone: (id) => gone.push(id) });
  return { ...small, ...made, at, first, second, gone, open };
};

test('every collection of the board is followed', () => {
  const { board, author, link, comment, tag, channel, first, open } = setUp();
  const live = open();
  for (const collection of COLLECTIONS) {
    expect([...live[collection].keys()].sort(), collection).toEqual([...board.records[collection].keys()].sort());
    expect(live[collection].size, collection).toBeGreaterThan(0);
  }
  for (const [collection, id] of [
    ['links', link],
    ['comments', comment],
    ['tags', tag],
    ['channels', channel],
    ['cards', first],
  ] as const) {
    expect(live[collection].get(id)?.deleted, collection).toBe(false);
    remove(board, author, collection, id);
    expect(live[collection].get(id)?.deleted, collection).toBe(true);
  }
  const later = addTag(board, author, { name: 'later' });
  expect(live.tags.get(later)?.name).toBe('later');
  live.close();
});

test('each record is read once when a board is opened', () => {
  const { board, open } = setUp();
  const reads = new Map<string, number>();
  for (const collection of COLLECTIONS) {
    for (const [id, map] of board.records[collection]) {
      const entries = map.entries.bind(map);
      // Reading a record walks its map.
      Object.defineProperty(map, Symbol.iterator, {
        value: () => {
          reads.set(id, (reads.get(id) ?? 0) + 1);
          return entries();
        },
      });
    }
  }
  open().close();
  expect(reads.size).toBeGreaterThan(10);
  expect([...reads].filter(([, count]) => count !== 1)).toEqual([]);
});

test('a card that grows a line lays out rows without sorting all cards', () => {
  const { board, author, at, first, second, steps, lanes, open } = setUp();
  const live = open();
  const [cells, heights] = [live.cells, live.heightsVersion];
  expect(cells.get(cellKey(at.step, at.lane))).toEqual([first, second]);
  writeText(board, author, { in: 'cards', id: first, field: 'text' }, 'the first, and more');
  expect(live.heights.get(first)).toBe('the first, and more'.length);
  expect(live.heightsVersion).toBe(heights + 1);
  expect(live.cells).toBe(cells);
  // Moved: sorted anew, with no other height.
  moveCard(board, author, first, { step: steps.buy, lane: lanes.pains });
  expect(live.heightsVersion).toBe(heights + 1);
  expect(live.cells).not.toBe(cells);
  expect(live.cells.get(cellKey(steps.buy, lanes.pains))).toEqual([first]);
  expect(live.cells.get(cellKey(at.step, at.lane))).toEqual([second]);
  live.close();
});

test('a text of the same height changes neither cells nor heights', () => {
  const { board, author, first, open } = setUp();
  const live = open();
  const [cells, heights] = [live.cells, live.heightsVersion];
  writeText(board, author, { in: 'cards', id: first, field: 'text' }, 'THE FIRST');
  expect(live.cards.get(first)?.text).toBe('THE FIRST');
  expect(live.heightsVersion).toBe(heights);
  expect(live.cells).toBe(cells);
  live.close();
});

test('a card that goes is told of once, with who did it; it leaves its cell', () => {
  const { board, author, at, first, second, gone, open } = setUp();
  const live = open();
  remove(board, author, 'cards', first);
  remove(board, author, 'cards', first);
  expect(gone).toEqual([first]);
  expect(live.cells.get(cellKey(at.step, at.lane))).toEqual([second]);
  live.close();
});
