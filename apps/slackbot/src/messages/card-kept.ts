import type { OutcomeOf } from '../conversation/outcome.ts';
import { type Message, quote, type Setting, section } from './blocks.ts';

/** The card is on its way, or its request waits for the board. */
export const cardKept = (outcome: OutcomeOf<'saving' | 'kept'>, { words }: Setting): Message => {
  const waiting = outcome.text === null ? words.keptUndo : words.kept;
  const text = outcome.is === 'saving' ? words.saving : waiting;
  return { text, blocks: [section(text), ...(outcome.text === null ? [] : [quote(outcome.text)])] };
};
