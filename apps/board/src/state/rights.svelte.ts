/** What our role lets us do on this board, so that the screen offers nothing that the server would refuse. */
import { can, may, OPEN_RIGHTS } from '@samrejse/model/rights/permission';
import type { Role } from '@samrejse/model/words/roles';

export class Rights {
  #role = $state<Role>('viewer');
  readonly #person: string;

  constructor(person: string, role: Role) {
    this.#person = person;
    this.#role = role;
  }

  get role(): Role {
    return this.#role;
  }

  set role(role: Role) {
    this.#role = role;
  }

  /** Write anything at all: cards, feelings, one's own name. */
  get mayEdit(): boolean {
    return may(this.#role, 'edit');
  }

  /** Change what cards lie in: phases, steps, lanes, personas and the board's own texts. */
  get mayShape(): boolean {
    const actor = { person: this.#person, role: this.#role, rights: OPEN_RIGHTS };
    return can(actor, 'change', { in: 'steps', maker: null });
  }

  /** Start, pause and end the items of the session. */
  get mayLead(): boolean {
    return may(this.#role, 'command-session');
  }
}
