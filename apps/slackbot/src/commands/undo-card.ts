import type { Outcome } from '../conversation/outcome.ts';
import type { UndoWish } from '../conversation/request.ts';
import { type Entry, findEntry, withdrawEntry } from '../store/requests.ts';
import { checkServiceToken, type Deps, linkFor, visitOf } from './board-access.ts';

/**
 * Takes a line back. One that still waits for the board is withdrawn, so that it is not tried again; and since an
 * attempt without an answer may have arrived, the card is removed in any case. Removing it twice does no harm.
 */
export const undoCard = async (deps: Deps, entry: Entry, wish: UndoWish): Promise<Outcome> => {
  const target = findEntry(deps.db, wish.of);
  if (target === null || target.wish.is !== 'add' || target.card === null) return { is: 'nothing-to-undo' };
  const { text, cardKind } = target.wish;
  const undone: Outcome = { is: 'undone', key: target.dedupeKey, cardKind, text };
  if (target.status === 'refused') return { is: 'nothing-to-undo' };
  if (target.status === 'waiting') {
    withdrawEntry(deps.db, target.dedupeKey, undone);
    if (target.attempts === 0) return undone;
  }
  const found = linkFor(deps.db, { ...entry, board: target.board });
  if (found.is !== 'linked') return { is: 'undo-refused', why: 'link-gone', text };
  const visit = await visitOf(deps, entry, found.link);
  const removed = await deps.api.removeCard(visit, target.card);
  if (!removed.ok && removed.code === 'unauthorised') await checkServiceToken(deps, visit);
  if (!removed.ok && removed.code === 'forbidden') return { is: 'undo-refused', why: 'not-yours', text };
  if (!removed.ok && removed.code === 'unauthorised') return { is: 'undo-refused', why: 'link-gone', text };
  // Not found: somebody else took it away, which is what was asked.
  withdrawEntry(deps.db, target.dedupeKey, undone);
  return undone;
};
