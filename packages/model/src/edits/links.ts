import type { Author, Board } from '../document/board.ts';
import { readAll } from '../document/reads.ts';
import { type Writer, write } from '../document/write.ts';
import { type LinkId, mintId, type StepId } from '../records/ids.ts';
import { clip, TEXT_LIMITS } from '../records/limits.ts';
import type { LinkEnd } from '../records/records.ts';
import type { LinkKind } from '../words/steps.ts';
import type { FieldsOf } from './records.ts';

type NewLink = {
  readonly kind: LinkKind;
  readonly from: LinkEnd;
  readonly to: LinkEnd;
  readonly label?: string;
} & FieldsOf<'links'>;

/** Adds a link. Links may form circles, because a recommendation leads back to the beginning. */
export const addLink = (board: Board, author: Author, { from, to, label = '', ...fields }: NewLink): LinkId => {
  const id = mintId<LinkId>(author.random);
  write(board, author, (w) =>
    w.create('links', id, { ...fields, ends: { from, to }, label: clip(label, TEXT_LIMITS.title) }),
  );
  return id;
};

/** Moves a link to other ends. */
export const rehangLink = (
  board: Board,
  author: Author,
  id: LinkId,
  ends: { readonly from: LinkEnd; readonly to: LinkEnd },
): void => write(board, author, (w) => w.set('links', id, 'ends', ends));

/** Moves a step's links to another step. A link between the two stays, and is hidden together with the first step. */
export const rehangLinks = (board: Board, w: Writer, from: StepId, to: StepId): void => {
  for (const { id, ends } of readAll(board, 'links')) {
    const ids = [ends?.from.id, ends?.to.id];
    if (ends === null || !ids.includes(from) || ids.includes(to)) continue;
    const end = (e: LinkEnd): LinkEnd => (e.id === from ? { in: 'steps', id: to } : e);
    w.set('links', id, 'ends', { from: end(ends.from), to: end(ends.to) });
  }
};
