/** Records that have one order on the whole board: phases, lanes, personas. */
import type { Author, Board } from '../document/board.ts';
import { readRecord } from '../document/reads.ts';
import { type Writer, write } from '../document/write.ts';
import { type Ranked, rankAt } from '../records/order.ts';

type Row = 'phases' | 'lanes' | 'personas';

/** Gives new ranks to the records that have to make room. */
export const makeRoom = (w: Writer, row: Row, moved: readonly Ranked[]): void => {
  for (const { id, rank } of moved) w.set(row, id, 'rank', rank);
};

/** Moves a record to an index among the others. */
export const moveInRow = (
  board: Board,
  author: Author,
  row: Row,
  standing: readonly Ranked[],
  at: { readonly id: string; readonly index: number },
): void => {
  const others = standing.filter(({ id }) => id !== at.id);
  const { rank, moved } = rankAt(others, at.index, readRecord(board, row, at.id));
  write(board, author, (w) => {
    makeRoom(w, row, moved);
    w.set(row, at.id, 'rank', rank);
  });
};
