/** The capability links of all boards, by the hashes of their tokens. The tokens themselves are stored nowhere. */
import type { BoardId } from '@samrejse/model/records/ids';
import type { Role } from '@samrejse/model/words/roles';

interface Link {
  readonly board: BoardId;
  readonly role: Role;
  /** One higher than that of the link it replaced; the first is 1. */
  readonly serial: number;
}

export interface NewLink extends Link {
  readonly tokenHash: string;
}

export interface LinkStore {
  /** The link with this hash; null if there is none, or it was revoked. */
  readonly find: (tokenHash: string) => Promise<Link | null>;
  /** The links of a board that were not revoked: one a role. */
  readonly live: (board: BoardId) => Promise<readonly NewLink[]>;
  /** Whether any link was ever made. */
  readonly hasAny: () => Promise<boolean>;
  /** Revokes the link with the hash `old` and saves another, or throws and does neither. `now` in ms since 1970. */
  readonly replace: (old: string, link: NewLink, now: number) => Promise<void>;
}
