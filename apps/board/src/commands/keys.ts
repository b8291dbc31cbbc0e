/** Keys of commands: how a key press is recognised, and how a key is written for people. Pure. */
import type { Messages } from '../i18n/en.ts';

export interface Key {
  /** As `KeyboardEvent.key` names it; letters in lower case. */
  readonly key: string;
  /** Ctrl is held, or Cmd on a Mac; not held where this is absent. */
  readonly control?: boolean;
  /** Alt is held; not held where this is absent. */
  readonly alt?: boolean;
  /** Shift is held or not. Absent: it does not matter, as many signs need it on some keyboards. */
  readonly shift?: boolean;
}

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export const isPressed = (key: Key, press: KeyPress): boolean =>
  key.key === (press.key.length === 1 ? press.key.toLowerCase() : press.key) &&
  (key.control ?? false) === (press.ctrlKey || press.metaKey) &&
  (key.alt ?? false) === press.altKey &&
  (key.shift === undefined || key.shift === press.shiftKey);

const nameOf = (key: string, t: Messages): string => {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'ArrowUp':
    case 'ArrowDown':
      return t.keys.arrows;
    case 'Enter':
      return t.keys.enter;
    case 'Escape':
      return t.keys.escape;
    case 'Delete':
      return t.keys.delete;
    case '-':
      return '−';
    default:
      return key.length === 1 ? key.toUpperCase() : key;
  }
};

/** "Ctrl + Shift + Z". The four arrows are written alike: together they are one thing to know. */
export const keyText = ({ key, control, alt, shift }: Key, t: Messages): string =>
  [control && 'Ctrl', alt && 'Alt', shift && 'Shift', nameOf(key, t)].filter(Boolean).join(' + ');
