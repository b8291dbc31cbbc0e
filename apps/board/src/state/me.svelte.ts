/** Who sits at this browser: a name they gave, an id and a colour drawn once. */
import { mintId, type PersonId } from '@samrejse/model/ids';
import { TEXT_LIMITS } from '@samrejse/model/limits';
import { type Person, personSchema } from '@samrejse/model/records';
import * as v from 'valibot';
import { readStoredJson, writeStored } from '../connection/stored.ts';

const KEY = 'samrejse:person';

const stored = (): Person | null => {
  const parsed = v.safeParse(personSchema, readStoredJson(KEY));
  return parsed.success ? parsed.output : null;
};

const stranger = (): Person => ({ id: mintId<PersonId>(), name: '', colour: Math.floor(Math.random() * 12) });

class Me {
  #person = $state.raw<Person>(stored() ?? stranger());

  get person(): Person {
    return this.#person;
  }

  /** False until they have said what they are called. */
  get named(): boolean {
    return this.#person.name !== '';
  }

  rename(name: string): void {
    this.#person = { ...this.#person, name: name.trim().slice(0, TEXT_LIMITS.personName) };
    writeStored(KEY, JSON.stringify(this.#person));
  }
}

export const me = new Me();
