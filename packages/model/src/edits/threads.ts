import type { Author, Board } from '../document/board.ts';
import { readAll, readRecord } from '../document/reads.ts';
import { type Writer, write } from '../document/write.ts';
import { beginningsOf } from '../journey/journey.ts';
import { type CommentId, mintId, type PersonId } from '../records/ids.ts';
import { clip, TEXT_LIMITS } from '../records/limits.ts';
import type { CommentTarget } from '../records/records.ts';

/** Begins a thread of comments on a record. */
export const addComment = (
  board: Board,
  author: Author,
  comment: { readonly target: CommentTarget; readonly text: string; readonly mentions?: readonly PersonId[] },
): CommentId => {
  const id = mintId<CommentId>(author.random);
  const { target, text, mentions = [] } = comment;
  write(board, author, (w) =>
    w.create('comments', id, { target, text: clip(text, TEXT_LIMITS.card), mentions: [...mentions] }),
  );
  return id;
};

/** Answers in the thread of a comment; null if the comment is not there. */
export const replyTo = (
  board: Board,
  author: Author,
  comment: CommentId,
  reply: { readonly text: string; readonly mentions?: readonly PersonId[] },
): CommentId | null => {
  const said = readRecord(board, 'comments', comment);
  if (said === null || said.target === null) return null;
  const id = mintId<CommentId>(author.random);
  const { text, mentions = [] } = reply;
  write(board, author, (w) =>
    w.create('comments', id, {
      target: said.target,
      thread: said.thread ?? said.id,
      text: clip(text, TEXT_LIMITS.card),
      mentions: [...mentions],
    }),
  );
  return id;
};

/** Marks a thread as resolved, or as open again. */
export const resolve = (board: Board, author: Author, comment: CommentId, resolved: boolean): void => {
  const said = readRecord(board, 'comments', comment);
  if (said === null) return;
  const beginning = beginningsOf(readAll(board, 'comments')).get(said.thread ?? said.id) ?? said.id;
  write(board, author, (w) => w.patch('comments', beginning, { resolved }));
};

/** Moves the comments on one record to another. */
export const rehangComments = (board: Board, w: Writer, from: CommentTarget, to: CommentTarget): void => {
  for (const { id, target } of readAll(board, 'comments')) {
    if (target?.in === from.in && target.id === from.id) w.set('comments', id, 'target', to);
  }
};
