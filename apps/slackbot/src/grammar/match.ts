import { isSlip } from './distance.ts';
import { fold } from './fold.ts';

/** A shorter beginning of a name fits too many names by accident. */
const MIN_PART = 3;

/** Words that begin ordinary sentences ("Note: …"). They name a step only if the step is called exactly so. */
const LEAD_INS = new Set(
  (
    'note notes problem problems pain question idea ideas quote example todo update info issue bug feedback customer ' +
    'http https re fw ps btw fyi tip warning ' +
    'bemaerk problemer smerte sporgsmal ide citat eksempel kunde kunden obs ' +
    'notera fraga exempel kund kunden anmarkning'
  ).split(' '),
);

export type NameMatch<T> =
  | { readonly by: 'exact'; readonly found: readonly [T, ...T[]] }
  | { readonly by: 'part' | 'slip'; readonly found: readonly [T, ...T[]] }
  | { readonly by: 'none' };

export interface Named<T> {
  readonly name: string;
  readonly value: T;
}

const some = <T>(by: 'exact' | 'part' | 'slip', found: readonly Named<T>[]): NameMatch<T> | null => {
  const [first, ...rest] = found.map((entry) => entry.value);
  return first === undefined ? null : { by, found: [first, ...rest] };
};

const isPart = (wrote: string, name: string): boolean =>
  wrote.length >= MIN_PART && (name.startsWith(wrote) || ` ${name} `.includes(` ${wrote} `));

/**
 * The things that a person may have meant by a name. The surest way that fits anything counts: the exact name, then its
 * beginning or a word of it, then a typing slip. Gives back all that fit in that way, so that the caller can ask which one.
 */
export const matchName = <T>(wrote: string, names: readonly Named<T>[]): NameMatch<T> => {
  const sought = fold(wrote);
  if (sought === '') return { by: 'none' };
  const folded = names.map((entry) => ({ ...entry, name: fold(entry.name) })).filter((entry) => entry.name !== '');
  const exact = some(
    'exact',
    folded.filter((entry) => entry.name === sought),
  );
  if (exact !== null) return exact;
  if (LEAD_INS.has(sought)) return { by: 'none' };
  const part = some(
    'part',
    folded.filter((entry) => isPart(sought, entry.name)),
  );
  if (part !== null) return part;
  const slip = some(
    'slip',
    folded.filter((entry) => isSlip(sought, entry.name) || entry.name.split(' ').some((word) => isSlip(sought, word))),
  );
  return slip ?? { by: 'none' };
};
