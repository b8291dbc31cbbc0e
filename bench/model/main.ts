/**
 * What the model costs as a board grows: opening, snapshotting, one edit, one authorisation, one remote update; time
 * and heap. And how large a board is after ten thousand moves. `npm run bench:model`; prints a Markdown table.
 */

import { authorise } from '../../packages/model/src/checks/authorise.ts';
import { type Board, openBoard } from '../../packages/model/src/document/board.ts';
import { writeBoardFile } from '../../packages/model/src/document/board-file.ts';
import { readBoardFile, readSnapshot } from '../../packages/model/src/document/reads.ts';
import { applyTo, encodeReplica, onUpdate, openReplica } from '../../packages/model/src/document/replica.ts';
import { writeText } from '../../packages/model/src/document/text.ts';
import { addCard, moveCard } from '../../packages/model/src/edits/cards.ts';
import { setFields } from '../../packages/model/src/edits/records.ts';
import type { CardId, LaneId, StepId } from '../../packages/model/src/records/ids.ts';
import { type Actor, OPEN_RIGHTS } from '../../packages/model/src/rights/permission.ts';
import { boardOf } from '../../packages/model/testing/boards.ts';
import { seededAuthor, seededRandom } from '../../packages/model/testing/random.ts';

const SIZES = [100, 1_000, 5_000, 20_000];
const EDITS = 300;
const MOVES = 10_000;
/** One alone would drown in what the collector has not taken yet. */
const HEAP_COPIES = 4;
const MOVED_BOARD = 5_000;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** A participant with every right, whose edits they are. */
const ANNA: Actor = { person: 'anna', role: 'participant', rights: OPEN_RIGHTS };

/** Median time of a run in milliseconds. */
const timed = (runs: number, run: (i: number) => void): number => {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const from = performance.now();
    run(i);
    times.push(performance.now() - from);
  }
  return median(times);
};

/** Bytes on the heap and beside it after a collection; needs `--expose-gc`. */
const heapUsed = (): number => {
  for (let i = 0; i < 4; i++) globalThis.gc?.();
  const { heapUsed: heap, external } = process.memoryUsage();
  return heap + external;
};

const cellsOf = (board: Board) => {
  const { steps, lanes } = readSnapshot(board);
  const lane = lanes.filter((l) => ['touchpoints', 'pains', 'text'].includes(l.type)).map((l) => l.id);
  return { steps: steps.map((s) => s.id), lanes: lane };
};

/** Median microseconds of single edits of several kinds, and the updates they made. */
const editing = (board: Board) => {
  const random = seededRandom(9);
  const author = seededAuthor(random, 'anna');
  const { steps, lanes } = cellsOf(board);
  const cards = [...board.records.cards.keys()] as CardId[];
  const updates: Uint8Array[] = [];
  const stop = onUpdate(board.doc, (update) => updates.push(update));
  const pick = <T>(from: readonly T[]): T => {
    const one = random.pick(from);
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  };
  const cell = () => ({ step: pick<StepId>(steps), lane: pick<LaneId>(lanes) });
  const us = (run: () => void) => timed(EDITS, run) * 1_000;
  // Once outside the clock: the first edit builds the index that the others use.
  addCard(board, author, { to: cell(), kind: 'note', text: 'first' });
  const costs = {
    add: us(() => void addCard(board, author, { to: cell(), kind: 'note', text: 'one more', index: 0 })),
    move: us(() => moveCard(board, author, pick(cards), cell(), 1)),
    set: us(() => setFields(board, author, 'cards', pick(cards), { valence: random.below(5) - 2 })),
    type: us(
      () => void writeText(board, author, { in: 'cards', id: pick(cards), field: 'text' }, `${random.below(99)} x`),
    ),
  };
  stop();
  return { costs, updates };
};

const measure = (cards: number) => {
  const bytes = encodeReplica(boardOf(cards).doc);
  const before = heapUsed();
  const replicas = Array.from({ length: HEAP_COPIES }, () => openReplica(bytes));
  const heap = (heapUsed() - before) / HEAP_COPIES;
  for (const replica of replicas) replica.destroy();
  const kept = openBoard(openReplica(bytes));
  const runs = cards > 5_000 ? 5 : 15;
  const open = timed(runs, () => openReplica(bytes).destroy());
  const snapshot = timed(runs, () => void readSnapshot(kept));
  const other = openReplica(bytes);
  const { costs, updates } = editing(kept);
  const authorising: number[] = [];
  const remote: number[] = [];
  for (const update of updates) {
    authorising.push(timed(1, () => void authorise(other, update, ANNA, () => null)) * 1_000);
    remote.push(timed(1, () => applyTo(other, update)) * 1_000);
  }
  return {
    cards,
    kB: bytes.byteLength / 1_000,
    heap: heap / 1e6,
    open,
    snapshot,
    ...costs,
    authorise: median(authorising),
    remote: median(remote),
  };
};

/** A board whose cards were moved ten thousand times, next to the same board written afresh. */
const afterMoves = () => {
  const board = boardOf(MOVED_BOARD);
  const before = encodeReplica(board.doc).byteLength;
  const random = seededRandom(10);
  const author = seededAuthor(random, 'anna');
  const { steps, lanes } = cellsOf(board);
  const cards = [...board.records.cards.keys()] as CardId[];
  for (let i = 0; i < MOVES; i++) {
    const [card, step, lane] = [random.pick(cards), random.pick(steps), random.pick(lanes)];
    if (card === undefined || step === undefined || lane === undefined) continue;
    moveCard(board, author, card, { step, lane }, random.below(12));
  }
  const moved = encodeReplica(board.doc);
  const fresh = openBoard();
  writeBoardFile(fresh, readBoardFile(board), 'bench');
  const written = encodeReplica(fresh.doc);
  const heapOf = (bytes: Uint8Array) => {
    const from = heapUsed();
    const replica = openReplica(bytes);
    const used = heapUsed() - from;
    replica.destroy();
    return used;
  };
  return {
    before,
    moved: moved.byteLength,
    written: written.byteLength,
    heapMoved: heapOf(moved),
    heapWritten: heapOf(written),
  };
};

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const print = (line: string) => process.stdout.write(`${line}\n`);

measure(100);
print(
  row([
    'cards',
    'encoded kB',
    'heap MB',
    'open ms',
    'snapshot ms',
    'add µs',
    'move µs',
    'set µs',
    'type µs',
    'authorise µs',
    'remote µs',
  ]),
);
print(row(Array(11).fill('---')));
for (const size of SIZES) {
  const m = measure(size);
  const us = (value: number) => value.toFixed(0);
  print(
    row([
      m.cards,
      m.kB.toFixed(0),
      m.heap.toFixed(1),
      m.open.toFixed(1),
      m.snapshot.toFixed(1),
      us(m.add),
      us(m.move),
      us(m.set),
      us(m.type),
      us(m.authorise),
      us(m.remote),
    ]),
  );
}
const { before, moved, written, heapMoved, heapWritten } = afterMoves();
print('');
print(
  `${MOVED_BOARD} cards: ${before} bytes new, ${moved} after ${MOVES} moves, ${written} written afresh: ` +
    `${(moved / written).toFixed(2)} times in bytes, ${(heapMoved / heapWritten).toFixed(2)} times in heap`,
);
