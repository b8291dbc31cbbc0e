import { type PersonId, personIdSchema } from '@samrejse/model/records/ids';
import { TEXT_LIMITS } from '@samrejse/model/records/limits';
import { type Clock, within } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
import { LruCache } from '@samrejse/runtime/lru-cache';
import type { WebClient } from '@slack/web-api';
import * as v from 'valibot';
import type { People, RequestAuthor } from '../commands/command-context.ts';
import type { Limits } from '../limits.ts';

const profileSchema = v.object({
  user: v.object({
    real_name: v.optional(v.string(), ''),
    profile: v.optional(
      v.object({ display_name: v.optional(v.string(), ''), real_name: v.optional(v.string(), '') }),
      {},
    ),
  }),
});

const firstOf = (...names: readonly string[]): string =>
  names.map((name) => name.trim().slice(0, TEXT_LIMITS.personName).trim()).find((name) => name !== '') ?? '?';

const personIdOf = ({ team, user }: Pick<RequestAuthor, 'team' | 'user'>): PersonId =>
  v.parse(personIdSchema, `slack:${team}:${user}`);

interface PeopleOptions {
  readonly client: WebClient;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
}

/** Names come from Slack, and are known for a while; where Slack gives none in time, the payload's name is used. */
export const createPeople = ({ client, clock, limits, log }: PeopleOptions): People => {
  const names = new LruCache<string, { readonly name: string; readonly until: number }>(limits.nameCacheSize);

  const lookUp = async ({ user, userName }: RequestAuthor, key: string): Promise<string> => {
    const { user: found } = v.parse(profileSchema, await client.users.info({ user }));
    const name = firstOf(found.profile.display_name, found.profile.real_name, found.real_name, userName, user);
    names.set(key, { name, until: clock.now() + limits.nameCacheMs });
    return name;
  };

  const nameOf = async (person: RequestAuthor): Promise<string> => {
    const key = `${person.team}:${person.user}`;
    const known = names.get(key);
    if (known !== undefined && known.until > clock.now()) return known.name;
    const found = lookUp(person, key).catch((error: unknown) => {
      log.warn({ err: error }, 'users.info failed; the name from the payload is used');
      return null;
    });
    const name = await within(clock, limits.nameTimeoutMs, found);
    return name ?? firstOf(known?.name ?? '', person.userName, person.user);
  };

  return { personOf: async (person) => ({ id: personIdOf(person), name: await nameOf(person) }) };
};
