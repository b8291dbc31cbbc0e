import type { Author, Board } from '../board.ts';
import { mintId, type PersonaId } from '../ids.ts';
import { livePersonas } from '../journey.ts';
import { clip, TEXT_LIMITS } from '../limits.ts';
import { rankAt } from '../order.ts';
import { readAll, readRecord } from '../reads.ts';
import { write } from '../write.ts';
import type { FieldsOf } from './records.ts';

const LAST = Number.MAX_SAFE_INTEGER;

type NewPersona = { readonly name: string; readonly tagline?: string } & FieldsOf<'personas'>;

export const addPersona = (board: Board, author: Author, { name, tagline = '', ...fields }: NewPersona): PersonaId => {
  const id = mintId<PersonaId>(author.random);
  const { rank, moved } = rankAt(livePersonas(readAll(board, 'personas')), LAST);
  write(board, author, (w) => {
    for (const m of moved) w.set('personas', m.id, 'rank', m.rank);
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
  const others = livePersonas(readAll(board, 'personas')).filter((persona) => persona.id !== id);
  const { rank, moved } = rankAt(others, index, readRecord(board, 'personas', id));
  write(board, author, (w) => {
    for (const m of moved) w.set('personas', m.id, 'rank', m.rank);
    w.set('personas', id, 'rank', rank);
  });
};
