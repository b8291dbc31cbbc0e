/** Every register and text of a board by its address, the deleted records' too: what replicas must agree on. */
import * as Y from 'yjs';
import { type Board, COLLECTIONS, REGISTERS } from '../src/board.ts';

export const contentsOf = (board: Board): Map<string, unknown> => {
  const contents = new Map<string, unknown>();
  const note = (address: string, value: unknown) =>
    contents.set(address, value instanceof Y.Text ? value.toString() : value);
  for (const [key, value] of board.meta) note(`meta/${key}`, value);
  for (const name of COLLECTIONS) {
    for (const [id, record] of board.records[name])
      for (const [field, value] of record) note(`${name}/${id}/${field}`, value);
  }
  for (const name of REGISTERS) for (const [key, value] of board.registers[name]) note(`${name}/${key}`, value);
  return contents;
};
