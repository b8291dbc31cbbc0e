/** What our role and the session let us do on this board, so that the screen offers nothing that the server would refuse. */
import { can, may } from '@samrejse/model/rights/permission';
import { rightsIn } from '@samrejse/model/session/rights-in';
import type { Session } from '@samrejse/model/session/session';
import type { Role } from '@samrejse/model/words/roles';

export class Rights {
  #role = $state<Role>('viewer');
  readonly #person: string;
  readonly #session: () => Session;

  constructor(person: string, role: Role, session: () => Session) {
    this.#session = session;
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
    const actor = { person: this.#person, role: this.#role, rights: rightsIn(this.#session()) };
    return can(actor, 'change', { in: 'steps', maker: null });
  }

  /** Start, pause and end the items of the session. */
  get mayLead(): boolean {
    return may(this.#role, 'command-session');
  }
}
