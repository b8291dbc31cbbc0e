/** Follows a board's log by number: what comes in order is applied, what came before is known, a gap is asked for. Pure. */
import type { LogPosition, LogRange } from '@samrejse/model/wire/log-range';

export type Step =
  | { readonly step: 'apply'; readonly standing: LogPosition }
  | { readonly step: 'known' }
  /** Something before it did not arrive: everything after `since` must come again. */
  | { readonly step: 'gap'; readonly since: number };

export const follow = (standing: LogPosition, { after, seq }: LogRange): Step => {
  if (seq <= standing.seq) return { step: 'known' };
  if (after > standing.seq) return { step: 'gap', since: standing.seq };
  return { step: 'apply', standing: { ...standing, seq } };
};
