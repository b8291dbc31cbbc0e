/** From a command, or the press of a button, to a request; with a look at what the same person asked for before. */
import { createHash } from 'node:crypto';
import { type CardId, mintId } from '@samrejse/model/records/ids';
import type { ChatCardKind, Request } from '../conversation/request.ts';
import { foldSpaces } from '../grammar/fold.ts';
import { normalise } from '../grammar/normalise.ts';
import { readSubcommand } from '../grammar/subcommand.ts';
import type { Limits } from '../limits.ts';
import type { Database } from '../store/database.ts';
import type { WhoWhere } from '../store/last-places.ts';
import { findOwnLines, findRequest, findSameLine } from '../store/requests.ts';

export interface ParsedRequest {
  readonly request: Request;
  /** Set for a line that becomes a card: the line without case and spacing, to notice it typed twice. */
  readonly repeatKey: string | null;
}

interface ReadingContext {
  readonly db: Database;
  readonly limits: Limits;
  readonly who: WhoWhere;
  readonly now: number;
}

const plain = (request: Request): ParsedRequest => ({ request, repeatKey: null });

const addRequest = (cardKind: ChatCardKind, text: string): ParsedRequest => ({
  request: { is: 'add', cardKind, text, card: mintId<CardId>() },
  repeatKey: `${cardKind} ${foldSpaces(text)}`,
});

const readLine = ({ db, limits, who, now }: ReadingContext, cardKind: ChatCardKind, raw: string): ParsedRequest => {
  const text = normalise(raw);
  if (text === '' || text === '?' || text.toLowerCase() === 'help') return plain({ is: 'add-nothing', cardKind });
  const add = addRequest(cardKind, text);
  const same = findSameLine(db, who, add.repeatKey ?? '', now - limits.repeatWindowMs);
  return same === null ? add : plain({ is: 'repeat', of: same.dedupeKey, cardKind, text });
};

const readUndo = ({ db, who }: ReadingContext): ParsedRequest => {
  const [last] = findOwnLines(db, who, 1);
  return plain(last === undefined ? { is: 'undo-nothing' } : { is: 'undo', of: last.dedupeKey });
};

const readJourney = (context: ReadingContext, raw: string): ParsedRequest => {
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

export const readCommand = (context: ReadingContext, command: string, text: string): ParsedRequest => {
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

/** The dedupe key of a press on "Add again": the same for each press, so that one offer makes one card. */
export const againKey = (offer: string): string =>
  `again:${createHash('sha256').update(offer).digest('base64url').slice(0, 32)}`;

/** "Add again" and "Restore": the line of an earlier request, as a new card. */
export const readAgain = (db: Database, offer: string): ParsedRequest => {
  const request = findRequest(db, offer)?.request;
  return request?.is === 'add' || request?.is === 'repeat'
    ? addRequest(request.cardKind, request.text)
    : plain({ is: 'undo-nothing' });
};
