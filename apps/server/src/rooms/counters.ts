/** What rooms count for whoever watches the server. Rooms know no metrics. */
import type { RefusalReason } from '@samrejse/model/wire/messages';

export interface Counters {
  /** An edit was refused. */
  readonly refused: (reason: RefusalReason) => void;
  /** So many frames of presence were sent. */
  readonly presence: (frames: number) => void;
}

export const NO_COUNTERS: Counters = { refused: () => {}, presence: () => {} };
