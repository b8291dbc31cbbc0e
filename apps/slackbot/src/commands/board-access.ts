import type { Clock } from '../clock.ts';
import type { Limits } from '../limits.ts';
import { BoardUnreachable, type ServerApi, type Visit } from '../server-api.ts';
import type { People } from '../slack/people.ts';
import type { Database } from '../store/database.ts';
import { type ChannelLink, findLink, saveLink } from '../store/links.ts';
import type { Entry } from '../store/requests.ts';

/** What the commands need to do their work. */
export interface Deps {
  readonly db: Database;
  readonly api: ServerApi;
  readonly people: People;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly serverUrl: string;
  readonly publicUrl: string;
}

export type LinkFound =
  | { readonly is: 'linked'; readonly link: ChannelLink }
  | { readonly is: 'not-linked' }
  /** The channel has no link any more, or another board's than when this was typed. */
  | { readonly is: 'changed' };

export const linkFor = (db: Database, entry: Entry): LinkFound => {
  const link = findLink(db, entry);
  if (entry.board === null) return link === null ? { is: 'not-linked' } : { is: 'linked', link };
  return link?.board === entry.board ? { is: 'linked', link } : { is: 'changed' };
};

export const visitOf = async (
  deps: Pick<Deps, 'people'>,
  entry: Entry,
  link: Pick<Visit, 'board' | 'token'>,
): Promise<Visit> => ({
  board: link.board,
  token: link.token,
  person: await deps.people.personOf(entry),
});

/** Boards are renamed and translated; answers speak the board's language of today. */
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
 * Unauthorised means a dead link, unless the link is good: then it is the bot that the server does not know. That is for
 * an operator to mend, and until then what people typed is kept.
 */
export const checkServiceToken = async (deps: Pick<Deps, 'api'>, visit: Visit): Promise<void> => {
  const access = await deps.api.access(visit);
  if (access.ok) throw new BoardUnreachable('the server refuses SERVICE_TOKEN: it must be the same for server and bot');
};
