import type { Outcome } from '../conversation/outcome.ts';
import type { UndoRequest } from '../conversation/request.ts';
import { findRequest, type StoredRequest, withdrawRequest } from '../store/requests.ts';
import { checkServiceToken, linkFor, visitOf } from './board-access.ts';
import type { CommandContext } from './command-context.ts';

/**
 * Takes a line back. A line that still waits for the board is withdrawn, so that it is not tried again. If it was tried,
 * its card is removed all the same, because an attempt without an answer may have arrived; removing a card twice does no harm.
 */
export const undoCard = async (
  context: CommandContext,
  stored: StoredRequest,
  request: UndoRequest,
): Promise<Outcome> => {
  const target = findRequest(context.db, request.of);
  if (target === null || target.request.is !== 'add' || target.card === null) return { is: 'nothing-to-undo' };
  const { text, cardKind } = target.request;
  const undone: Outcome = { is: 'undone', key: target.dedupeKey, cardKind, text };
  if (target.status === 'refused') return { is: 'nothing-to-undo' };
  if (target.status === 'waiting') {
    withdrawRequest(context.db, target.dedupeKey, undone);
    if (target.attempts === 0) return undone;
  }
  const found = linkFor(context.db, { ...stored, board: target.board });
  if (found.is !== 'linked') return { is: 'undo-refused', why: 'link-gone', text };
  const visit = await visitOf(context, stored, found.link);
  const removed = await context.api.removeCard(visit, target.card);
  if (!removed.ok && removed.code === 'unauthorised') await checkServiceToken(context, visit);
  if (!removed.ok && removed.code === 'forbidden') return { is: 'undo-refused', why: 'not-yours', text };
  if (!removed.ok && removed.code === 'unauthorised') return { is: 'undo-refused', why: 'link-gone', text };
  // `not-found` is no refusal: somebody else has removed the card.
  withdrawRequest(context.db, target.dedupeKey, undone);
  return undone;
};
