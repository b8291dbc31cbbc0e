/** Follows a board's log by number: what comes in order is applied, what came before is known, a gap is asked for. Pure. */
import type { Standing, StretchOfLog } from '@samrejse/model/wire/messages';

export type Step =
  | { readonly step: 'apply'; readonly standing: Standing }
  | { readonly step: 'known' }
  /** Something before it did not arrive: everything after `since` must come again. */
  | { readonly step: 'gap'; readonly since: number };

export const follow = (standing: Standing, { after, seq }: StretchOfLog): Step => {
  if (seq <= standing.seq) return { step: 'known' };
  if (after > standing.seq) return { step: 'gap', since: standing.seq };
  return { step: 'apply', standing: { ...standing, seq } };
};
