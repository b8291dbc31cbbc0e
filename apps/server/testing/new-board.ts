import { type BoardId, mintId } from '@samrejse/model/records/ids';
import { ROLES } from '@samrejse/model/words/roles';
import type { NewBoard } from '../src/store/boards.ts';

/** A board to insert into a store, with a link of each role and bytes that no store reads. */
export const newBoard = (more: Partial<NewBoard> = {}): NewBoard => {
  const id = more.id ?? mintId<BoardId>();
  return {
    id,
    template: 'five',
    title: 'A journey',
    language: 'en',
    example: false,
    first: { state: Uint8Array.of(1, 2, 255), knownIds: Uint8Array.of(3), version: 2 },
    links: ROLES.map((role) => ({ board: id, role, serial: 1, tokenHash: `hash of ${id} ${role}` })),
    at: 1_000,
    ...more,
  };
};
