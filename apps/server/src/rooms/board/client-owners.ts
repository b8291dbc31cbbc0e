import type { PersonId } from '@samrejse/model/records/ids';
import type { ClientOwner } from '../../store/board-log.ts';

/** The person each Yjs client of a board belongs to: whoever wrote under it first. Nobody else may go on with it (rule P20). */
export class ClientOwners {
  readonly #owners: Map<number, PersonId>;

  constructor(owners: ReadonlyMap<number, PersonId>) {
    this.#owners = new Map(owners);
  }

  /** Null for a client that nobody has written under yet. */
  of(client: number): PersonId | null {
    return this.#owners.get(client) ?? null;
  }

  /** Gives the clients to these people; gives back those that belonged to nobody before. */
  claim(claimed: readonly ClientOwner[]): readonly ClientOwner[] {
    const fresh = claimed.filter(({ client }) => !this.#owners.has(client));
    for (const { client, person } of fresh) this.#owners.set(client, person);
    return fresh;
  }
}
