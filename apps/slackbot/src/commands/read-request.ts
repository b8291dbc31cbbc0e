/** From what Slack delivers to what somebody wants, with a look at what they wanted just before. */

import { createHash } from 'node:crypto';
import { type CardId, mintId } from '@samrejse/model/records/ids';
import { foldSpaces } from '../grammar/fold.ts';
import { normalise } from '../grammar/normalise.ts';
import { readSubcommand } from '../grammar/subcommand.ts';
import type { Limits } from '../limits.ts';
import type { ChatCardKind, Wish } from '../conversation/request.ts';
import type { Database } from '../store/database.ts';
import type { WhoWhere } from '../store/last-places.ts';
import { findEntry, findOwnLines, findSameLine } from '../store/requests.ts';

export interface WishRead {
  readonly wish: Wish;
  readonly folded: string | null;
}

interface Context {
  readonly db: Database;
  readonly limits: Limits;
  readonly who: WhoWhere;
  readonly now: number;
}

const plain = (wish: Wish): WishRead => ({ wish, folded: null });

const addWish = (cardKind: ChatCardKind, text: string): WishRead => ({
  wish: { is: 'add', cardKind, text, card: mintId<CardId>() },
  folded: `${cardKind} ${foldSpaces(text)}`,
});

const readLine = ({ db, limits, who, now }: Context, cardKind: ChatCardKind, raw: string): WishRead => {
  const text = normalise(raw);
  if (text === '' || text === '?' || text.toLowerCase() === 'help') return plain({ is: 'add-nothing', cardKind });
  const add = addWish(cardKind, text);
  const same = findSameLine(db, who, add.folded ?? '', now - limits.repeatWindowMs);
  return same === null ? add : plain({ is: 'repeat', of: same.dedupeKey, cardKind, text });
};

const readUndo = ({ db, who }: Context): WishRead => {
  const [last] = findOwnLines(db, who, 1);
  return plain(last === undefined ? { is: 'undo-nothing' } : { is: 'undo', of: last.dedupeKey });
};

const readJourney = (context: Context, raw: string): WishRead => {
  const read = readSubcommand(raw);
  if (read.is === 'unknown') return plain({ is: 'unknown', command: '/journey', text: normalise(raw) });
  switch (read.subcommand) {
    case 'pain':
    case 'touchpoint':
      return readLine(context, read.subcommand, read.rest);
    case 'link':
      return plain({ is: 'link', text: read.rest });
    case 'unlink':
      return plain({ is: 'unlink' });
    case 'status':
      return plain({ is: 'status' });
    case 'undo':
      return readUndo(context);
    case 'help':
      return plain({ is: 'help' });
  }
};

export const readCommand = (context: Context, command: string, text: string): WishRead => {
  switch (command) {
    case '/pain':
      return readLine(context, 'pain', text);
    case '/touchpoint':
      return readLine(context, 'touchpoint', text);
    case '/journey':
      return readJourney(context, text);
    default:
      return plain({ is: 'unknown', command, text: normalise(text) });
  }
};

/** One offer is taken up once, however often its button is pressed. */
export const againKey = (offer: string): string =>
  `again:${createHash('sha256').update(offer).digest('base64url').slice(0, 32)}`;

/** "Add again", "Restore": the line of an earlier entry, as a new card. */
export const readAgain = (db: Database, offer: string): WishRead => {
  const wish = findEntry(db, offer)?.wish;
  return wish?.is === 'add' || wish?.is === 'repeat'
    ? addWish(wish.cardKind, wish.text)
    : plain({ is: 'undo-nothing' });
};
