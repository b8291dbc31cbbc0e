/** The board of a channel: which one it is, who acts on it, and whether the bot itself may. */
import { BoardUnreachable, type Visit } from '../server-api.ts';
import type { Database } from '../store/database.ts';
import { type ChannelLink, findLink, saveLink } from '../store/links.ts';
import type { StoredRequest } from '../store/requests.ts';
import type { CommandContext } from './command-context.ts';

export type LinkFound =
  | { readonly is: 'linked'; readonly link: ChannelLink }
  | { readonly is: 'not-linked' }
  /** The channel is not linked any more, or to another board than when the line was typed. */
  | { readonly is: 'changed' };

export const linkFor = (db: Database, stored: StoredRequest): LinkFound => {
  const link = findLink(db, stored);
  if (stored.board === null) return link === null ? { is: 'not-linked' } : { is: 'linked', link };
  return link?.board === stored.board ? { is: 'linked', link } : { is: 'changed' };
};

export const visitOf = async (
  context: Pick<CommandContext, 'people'>,
  stored: StoredRequest,
  link: Pick<Visit, 'board' | 'token'>,
): Promise<Visit> => ({
  board: link.board,
  token: link.token,
  person: await context.people.personOf(stored),
});

/** Stores a board's title and language of today: boards are renamed and translated. */
export const refreshLink = (
  db: Database,
  link: ChannelLink,
  seen: Partial<Pick<ChannelLink, 'title' | 'language'>>,
): ChannelLink => {
  const fresh = { ...link, ...seen };
  if (fresh.title !== link.title || fresh.language !== link.language) saveLink(db, fresh);
  return fresh;
};

/**
 * To be called when the server answered `unauthorised`. If the link itself is good, the server does not know the bot:
 * throws BoardUnreachable, so that requests are kept until an operator has put SERVICE_TOKEN right.
 */
export const checkServiceToken = async (context: Pick<CommandContext, 'api'>, visit: Visit): Promise<void> => {
  const access = await context.api.access(visit);
  if (access.ok) throw new BoardUnreachable('the server refuses SERVICE_TOKEN: it must be the same for server and bot');
};
