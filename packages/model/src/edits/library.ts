/** What a board offers besides the library: tags, and channels of its own. */
import type { Author, Board } from '../document/board.ts';
import { write } from '../document/write.ts';
import { type ChannelId, mintId, type TagId } from '../records/ids.ts';
import { clip, TEXT_LIMITS } from '../records/limits.ts';
import type { FieldsOf } from './records.ts';

export const addTag = (
  board: Board,
  author: Author,
  { name, ...fields }: { readonly name: string } & FieldsOf<'tags'>,
): TagId => {
  const id = mintId<TagId>(author.random);
  write(board, author, (w) => w.create('tags', id, { ...fields, name: clip(name, TEXT_LIMITS.title) }));
  return id;
};

/** Adds a channel of the board's own, or this board's version of a channel of the library (`standsFor`). */
export const addChannel = (
  board: Board,
  author: Author,
  { name, ...fields }: { readonly name: string } & FieldsOf<'channels'>,
): ChannelId => {
  const id = mintId<ChannelId>(author.random);
  write(board, author, (w) => w.create('channels', id, { ...fields, name: clip(name, TEXT_LIMITS.title) }));
  return id;
};
