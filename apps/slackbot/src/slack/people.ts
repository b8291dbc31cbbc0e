import type { ActingPerson } from '@samrejse/model/api/http';
import { type PersonId, personIdSchema } from '@samrejse/model/records/ids';
import { TEXT_LIMITS } from '@samrejse/model/records/limits';
import type { WebClient } from '@slack/web-api';
import * as v from 'valibot';
import type { Clock } from '../clock.ts';
import type { Limits } from '../limits.ts';
import type { Logger } from './log.ts';

interface SlackPerson {
  readonly team: string;
  readonly user: string;
  /** What the payload calls them; used where nothing better is known. */
  readonly userName: string;
}

export interface People {
  /** Who acts, as the board will show it. Never fails and never takes long. */
  readonly personOf: (person: SlackPerson) => Promise<ActingPerson>;
}

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

const personIdOf = ({ team, user }: Pick<SlackPerson, 'team' | 'user'>): PersonId =>
  v.parse(personIdSchema, `slack:${team}:${user}`);

interface Deps {
  readonly client: WebClient;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Logger;
}

export const createPeople = ({ client, clock, limits, log }: Deps): People => {
  const names = new Map<string, { readonly name: string; readonly until: number }>();

  const lookUp = async ({ user, userName }: SlackPerson, key: string): Promise<string> => {
    const { user: found } = v.parse(profileSchema, await client.users.info({ user }));
    const name = firstOf(found.profile.display_name, found.profile.real_name, found.real_name, userName, user);
    // The oldest goes; a Map keeps the order of insertion.
    const [oldest] = names.keys();
    if (names.size >= limits.nameCacheSize && oldest !== undefined) names.delete(oldest);
    names.set(key, { name, until: clock.now() + limits.nameCacheMs });
    return name;
  };

  const nameOf = async (person: SlackPerson): Promise<string> => {
    const key = `${person.team}:${person.user}`;
    const known = names.get(key);
    if (known !== undefined && known.until > clock.now()) return known.name;
    const fallback = firstOf(known?.name ?? '', person.userName, person.user);
    const { promise: tooSlow, resolve } = Promise.withResolvers<string>();
    const cancel = clock.after(limits.nameTimeoutMs, () => resolve(fallback));
    const found = lookUp(person, key).catch((error: unknown) => {
      log.warn({ err: error }, 'users.info failed; the name from the payload is used');
      return fallback;
    });
    return Promise.race([found, tooSlow]).finally(cancel);
  };

  return { personOf: async (person) => ({ id: personIdOf(person), name: await nameOf(person) }) };
};
