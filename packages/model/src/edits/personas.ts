import type { Author, Board } from '../document/board.ts';
import { readAll } from '../document/reads.ts';
import { write } from '../document/write.ts';
import { livePersonas } from '../journey/journey.ts';
import { mintId, type PersonaId } from '../records/ids.ts';
import { clip, TEXT_LIMITS } from '../records/limits.ts';
import { LAST, rankAt } from '../records/order.ts';
import type { FieldsOf } from './records.ts';
import { makeRoom, moveInRow } from './rows.ts';

type NewPersona = { readonly name: string; readonly tagline?: string } & FieldsOf<'personas'>;

export const addPersona = (board: Board, author: Author, { name, tagline = '', ...fields }: NewPersona): PersonaId => {
  const id = mintId<PersonaId>(author.random);
  const { rank, moved } = rankAt(livePersonas(readAll(board, 'personas')), LAST);
  write(board, author, (w) => {
    makeRoom(w, 'personas', moved);
    w.create('personas', id, {
      ...fields,
      name: clip(name, TEXT_LIMITS.title),
      tagline: clip(tagline, TEXT_LIMITS.card),
      rank,
    });
  });
  return id;
};

export const movePersona = (board: Board, author: Author, id: PersonaId, index: number): void => {
  moveInRow(board, author, 'personas', livePersonas(readAll(board, 'personas')), { id, index });
};
