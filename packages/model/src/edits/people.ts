import type { Author, Board } from '../document/board.ts';
import { clip, TEXT_LIMITS } from '../records/limits.ts';
import type { Person } from '../records/records.ts';

/** Says who a person is, so that their cards carry a name. Not an edit of the journey: it cannot be undone. */
export const introduce = (board: Board, author: Author, person: Person): void => {
  const { id, ...rest } = { ...person, name: clip(person.name, TEXT_LIMITS.personName) };
  const before = board.registers.people.get(id);
  if (JSON.stringify(before) === JSON.stringify(rest)) return;
  board.doc.transact(() => board.registers.people.set(id, rest), author);
};
