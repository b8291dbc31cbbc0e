/** Every register and text of a board by its address, those of deleted records too: what replicas must agree on. */
import * as Y from 'yjs';
import type { Board } from '../src/document/board.ts';
import { COLLECTIONS, REGISTERS } from '../src/records/collections.ts';

/** Every map of registers, by its address. */
const holdersOf = (board: Board): [address: string, holder: Y.Map<unknown>][] => [
  ['meta', board.meta],
  ...COLLECTIONS.flatMap((name) =>
    [...board.records[name]].map(([id, record]): [string, Y.Map<unknown>] => [`${name}/${id}`, record]),
  ),
  ...REGISTERS.map((name): [string, Y.Map<unknown>] => [name, board.registers[name]]),
];

export const contentsOf = (board: Board): Map<string, unknown> => {
  const contents = new Map<string, unknown>();
  for (const [address, holder] of holdersOf(board)) {
    for (const [key, value] of holder)
      contents.set(`${address}/${key}`, value instanceof Y.Text ? value.toString() : value);
  }
  return contents;
};

/** The Yjs client that wrote the value at each address. */
export const writersOf = (board: Board): Map<string, number> =>
  new Map(
    holdersOf(board).flatMap(([address, holder]) =>
      [...holder._map]
        .filter(([, item]) => !item.deleted)
        .map(([key, item]): [string, number] => [`${address}/${key}`, item.id.client]),
    ),
  );
