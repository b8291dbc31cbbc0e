/** What a board's connection reports. */
import type { Session } from '@samrejse/model/session/session';
import type { RefusalWord } from '@samrejse/model/wire/messages';
import type { Role } from '@samrejse/model/words/roles';
import type { PeerChanges } from './peers.ts';
import type { Saving } from './saving.ts';

/** Why a connection has ended for good. */
export type Ending = 'revoked' | 'new-version' | 'damaged' | 'broken';

export interface ConnectionEvents {
  readonly onSaving: (saving: Saving) => void;
  readonly onSession: (session: Session) => void;
  /** Server time minus ours, in ms. */
  readonly onClock: (offsetMs: number) => void;
  readonly onRole: (role: Role) => void;
  readonly onPeers: (changes: PeerChanges) => void;
  /** `texts`: all texts of the replica by key, and last those edited here, in the order of their last edit. */
  readonly onRefused: (reason: RefusalWord, texts: ReadonlyMap<string, string>) => void;
  /** The board will not take much more. */
  readonly onNearlyFull: () => void;
  readonly onEnded: (ending: Ending) => void;
  /** The document has content: from this browser, or from the server. */
  readonly onReady: () => void;
}
