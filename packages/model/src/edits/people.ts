import type { Author, Board } from '../document/board.ts';
import { clip, TEXT_LIMITS } from '../records/limits.ts';
import type { Person } from '../records/records.ts';
import { sameValue } from '../records/same-value.ts';

/**
 * Writes a person's name and colour, so that their cards carry them. This is no edit of the journey: undo does not know
 * it.
 */
export const introduce = (board: Board, author: Author, person: Person): void => {
  const { id, ...rest } = { ...person, name: clip(person.name, TEXT_LIMITS.personName) };
  const before = board.registers.people.get(id);
  if (sameValue(before, rest)) return;
  board.doc.transact(() => board.registers.people.set(id, rest), author);
};
