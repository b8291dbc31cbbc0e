/** The list of keys that `?` opens, made from the commands. */
import type { Messages } from '../i18n/en.ts';
import type { CommandWords } from './command.ts';
import { keyText } from './keys.ts';

export interface HelpRow {
  readonly words: string;
  readonly keys: string;
}

/** What the pointer does beside the keys (`tools/pointers.ts`). */
const GESTURES: readonly { words: (t: Messages) => string; gesture: (t: Messages) => string }[] = [
  { words: (t) => t.shortcuts.zoom, gesture: (t) => `Ctrl + ${t.keys.wheel}` },
  { words: (t) => t.shortcuts.pan, gesture: (t) => `${t.keys.drag}, ${t.keys.wheel}` },
];

/** A row for each thing to know: commands of one name stand in one row, with the first key of each. */
export const helpRows = (commands: readonly CommandWords[], t: Messages): HelpRow[] => {
  const keysOf = new Map<string, Set<string>>();
  for (const { help, words, keys } of commands) {
    const [key] = keys;
    if (key === undefined) continue;
    const row = help?.(t) ?? words(t, '');
    keysOf.set(row, (keysOf.get(row) ?? new Set()).add(keyText(key, t)));
  }
  const rows = new Map([...keysOf].map(([words, keys]) => [words, [[...keys].join('  ')]]));
  for (const { words, gesture } of GESTURES) rows.set(words(t), [...(rows.get(words(t)) ?? []), gesture(t)]);
  return [...rows].map(([words, keys]) => ({ words, keys: keys.join(', ') }));
};
