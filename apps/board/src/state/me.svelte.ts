/** The person at this browser: the name they gave, a colour drawn once, and the secret whose hash is their id. */

import { COLOURS, clip, TEXT_LIMITS } from '@samrejse/model/records/limits';
import { type Person, personSchema } from '@samrejse/model/records/records';
import { guestSecretSchema, mintGuestSecret, personOfGuest } from '@samrejse/model/wire/guest';
import * as v from 'valibot';
import { readStoredJson, writeStored } from '../storage/stored.ts';

const KEY = 'samrejse:person';

/** As it is stored. The id is not stored: it follows from the secret. */
const storedSchema = v.object({
  secret: v.fallback(v.nullable(guestSecretSchema), null),
  name: personSchema.entries.name,
  colour: personSchema.entries.colour,
});

const stored = () => {
  const parsed = v.safeParse(storedSchema, readStoredJson(KEY));
  return parsed.success ? parsed.output : null;
};

class Me {
  /** Is sent to the server, and to nobody else. */
  readonly secret = stored()?.secret ?? mintGuestSecret();
  #person = $state.raw<Person>({
    id: personOfGuest(this.secret),
    name: stored()?.name ?? '',
    colour: stored()?.colour ?? Math.floor(Math.random() * COLOURS),
  });

  get person(): Person {
    return this.#person;
  }

  /** False until they have said what they are called. */
  get named(): boolean {
    return this.#person.name !== '';
  }

  /** Stores the person from the first visit on: otherwise a reload before they give a name would make another person. */
  keep(): void {
    const { name, colour } = this.#person;
    writeStored(KEY, JSON.stringify({ secret: this.secret, name, colour }));
  }

  rename(name: string): void {
    this.#person = { ...this.#person, name: clip(name.trim(), TEXT_LIMITS.personName) };
    this.keep();
  }
}

export const me = new Me();
me.keep();
