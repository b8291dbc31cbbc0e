/**
 * A command is something a person can do with the board. It has one row, in one of the tables of this folder; keys,
 * menus and the list of keys are made from the rows, so that they cannot say different things.
 */
import type Plus from '@lucide/svelte/icons/plus';
import type { Messages } from '../i18n/en.ts';
import { isPressed, type Key, type KeyPress } from './keys.ts';

/** What a list of commands shows, whatever they act on. */
export interface CommandWords {
  /** `thing.what-happens`. */
  readonly id: string;
  /** The command's name on a button or in a menu. `name` is that of the thing it acts on. */
  readonly words: (t: Messages, name: string) => string;
  /** Its name in the list of keys, where nothing beside it shows what it acts on; otherwise its words. */
  readonly help?: (t: Messages) => string;
  /** All of these run it; the list of keys shows the first. */
  readonly keys: readonly Key[];
}

export interface Command<Target> extends CommandWords {
  readonly icon?: typeof Plus;
  /** Its keys work in a shared text as well. */
  readonly whileTyping?: true;
  readonly allowed: (target: Target) => boolean;
  /** What its key does while the command is not allowed; otherwise nothing. */
  readonly refuse?: (target: Target) => void;
  readonly run: (target: Target) => void;
}

/** The command that a key press means, if it is one of these. */
export const commandOf = <C extends CommandWords>(commands: readonly C[], press: KeyPress): C | undefined =>
  commands.find(({ keys }) => keys.some((key) => isPressed(key, press)));

/** Runs the command that a key press means, and keeps the event from everybody else. False if it means none of these. */
export const runKey = <Target>(
  commands: readonly Command<Target>[],
  target: Target,
  event: KeyPress & Pick<KeyboardEvent, 'preventDefault' | 'stopPropagation'>,
): boolean => {
  const command = commandOf(commands, event);
  if (command === undefined) return false;
  event.preventDefault();
  event.stopPropagation();
  if (command.allowed(target)) command.run(target);
  else command.refuse?.(target);
  return true;
};
