import type { Author, Board } from '../board.ts';
import { type CommentId, mintId, type PersonId } from '../ids.ts';
import { clip, TEXT_LIMITS } from '../limits.ts';
import { readRecord } from '../reads.ts';
import type { CommentTarget } from '../records.ts';
import { write } from '../write.ts';

/** Begins a thread on something. */
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

/** Answers in the thread that a comment is in; null where it is not there. */
export const replyTo = (
  board: Board,
  author: Author,
  comment: CommentId,
  reply: { readonly text: string; readonly mentions?: readonly PersonId[] },
): CommentId | null => {
  const first = readRecord(board, 'comments', comment);
  if (first === null || first.target === null) return null;
  const id = mintId<CommentId>(author.random);
  const { text, mentions = [] } = reply;
  write(board, author, (w) =>
    w.create('comments', id, {
      target: first.target,
      thread: first.thread ?? first.id,
      text: clip(text, TEXT_LIMITS.card),
      mentions: [...mentions],
    }),
  );
  return id;
};

/** Says that a thread is settled, or open again. */
export const resolve = (board: Board, author: Author, comment: CommentId, resolved: boolean): void => {
  const record = readRecord(board, 'comments', comment);
  if (record === null) return;
  write(board, author, (w) => w.patch('comments', record.thread ?? record.id, { resolved }));
};
