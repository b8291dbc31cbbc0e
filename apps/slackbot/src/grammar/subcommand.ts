import { distance } from './distance.ts';
import { fold } from './fold.ts';

export const SUBCOMMANDS = ['pain', 'touchpoint', 'link', 'unlink', 'status', 'undo', 'help'] as const;
export type Subcommand = (typeof SUBCOMMANDS)[number];

/** Other words for the subcommands: Danish, Swedish, and words that people try. */
const ALSO: Readonly<Record<string, Subcommand>> = {
  add: 'touchpoint',
  touch: 'touchpoint',
  kontaktpunkt: 'touchpoint',
  beroringspunkt: 'touchpoint',
  smertepunkt: 'pain',
  smartpunkt: 'pain',
  problem: 'pain',
  connect: 'link',
  forbind: 'link',
  koppla: 'link',
  lank: 'link',
  disconnect: 'unlink',
  afbryd: 'unlink',
  'koppla fran': 'unlink',
  remove: 'undo',
  fortryd: 'undo',
  angra: 'undo',
  hjaelp: 'help',
  hjalp: 'help',
};

export type SubcommandRead =
  | { readonly is: 'known'; readonly subcommand: Subcommand; readonly rest: string }
  | { readonly is: 'unknown' };

export const closestSubcommand = (word: string): Subcommand => {
  const names: readonly (readonly [string, Subcommand])[] = [
    ...SUBCOMMANDS.map((name) => [name, name] as const),
    ...Object.entries(ALSO),
  ];
  const [best] = names
    .map(([name, subcommand]) => ({ subcommand, apart: distance(word, name) }))
    .sort((a, b) => a.apart - b.apart);
  return best?.subcommand ?? 'help';
};

/** Reads `/journey <word> <rest>`. An empty line asks for help. For an unknown word the closest subcommand is offered. */
export const readSubcommand = (raw: string): SubcommandRead => {
  const text = raw.trim();
  if (text === '') return { is: 'known', subcommand: 'help', rest: '' };
  const [, typed = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  // "pain: …" as well as "pain …"; a question mark asks for help.
  const word = typed === '?' ? 'help' : fold(typed.replace(/:$/, ''));
  const known = SUBCOMMANDS.find((name) => name === word) ?? ALSO[word];
  if (known !== undefined) return { is: 'known', subcommand: known, rest };
  return { is: 'unknown' };
};
