import { type BoardId, boardIdSchema } from '@samrejse/model/records/ids';
import * as v from 'valibot';
import { unescapeText } from './normalise.ts';

export interface BoardLink {
  /** Where the link leads, without a slash at the end; null where only id and token were given. */
  readonly origin: string | null;
  readonly board: BoardId;
  readonly token: string;
}

const TOKEN = /^[\w.~-]{8,512}$/;

const linkOf = (origin: string | null, board: string, token: string): BoardLink | null => {
  const id = v.safeParse(boardIdSchema, board);
  return id.success && TOKEN.test(token) ? { origin, board: id.output, token } : null;
};

/**
 * Reads a board's link as people copy it from the share dialog, with or without Slack's wrapping; or the board's id and
 * the token alone. Null for anything else.
 */
export const readBoardLink = (raw: string): BoardLink | null => {
  // `<url|label>`: the label may be cut short, the target never is.
  const plain = unescapeText(raw.trim().replace(/^<([^<>|]+)(?:\|[^<>]*)?>$/, '$1'))
    .replace(/^["'“”‘’]|["'“”‘’]$/g, '')
    .trim();
  const two = /^(\S+)\s+(\S+)$/.exec(plain);
  if (two !== null) return linkOf(null, two[1] ?? '', two[2] ?? '');
  if (!URL.canParse(plain)) return null;
  const url = new URL(plain);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  const path = /^(.*)\/b\/([^/]+)\/?$/.exec(url.pathname);
  const token = new URLSearchParams(url.hash.slice(1)).get('token');
  if (path === null || token === null) return null;
  return linkOf(url.origin, decodeURIComponent(path[2] ?? ''), token);
};

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** True where two addresses are of the same server: a person's "localhost" is the bot's 127.0.0.1. */
export const isSameOrigin = (one: string, other: string): boolean => {
  const a = new URL(one);
  const b = new URL(other);
  if (a.origin === b.origin) return true;
  return LOOPBACK.has(a.hostname) && LOOPBACK.has(b.hostname) && a.port === b.port && a.protocol === b.protocol;
};
