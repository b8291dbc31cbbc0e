import { describe, expect, test } from 'vitest';
import { da } from '../i18n/da.ts';
import { en, type Messages } from '../i18n/en.ts';
import { sv } from '../i18n/sv.ts';
import { type Command, type CommandWords, commandOf, runKey } from './command.ts';
import { COMMANDS, HEARD_TOGETHER } from './commands.ts';
import { helpRows } from './help.ts';
import { type Key, type KeyPress, keyText } from './keys.ts';

const DICTIONARIES: readonly (readonly [string, Messages])[] = [
  ['en', en],
  ['da', da],
  ['sv', sv],
];
const ARROWS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];

const pressOf = ({ key, control = false, alt = false, shift = false }: Key): KeyPress => ({
  key,
  ctrlKey: control,
  metaKey: false,
  altKey: alt,
  shiftKey: shift,
});

/** What a reader of the list of keys would press: "Ctrl + Shift + Z". */
const pressesOf = (text: string, t: Messages): KeyPress[] => {
  const held = text.split(' + ');
  const name = held.pop() ?? '';
  const named = new Map<string, string[]>([
    [t.keys.arrows, ARROWS],
    [t.keys.enter, ['Enter']],
    [t.keys.escape, ['Escape']],
    [t.keys.delete, ['Delete']],
    ['−', ['-']],
  ]);
  return (named.get(name) ?? [name]).map((key) =>
    pressOf({ key, control: held.includes('Ctrl'), alt: held.includes('Alt'), shift: held.includes('Shift') }),
  );
};

const heardBy = (press: KeyPress): CommandWords[] =>
  Object.values(HEARD_TOGETHER).flatMap((commands) => commandOf(commands, press) ?? []);
const nameInHelp = (command: CommandWords, t: Messages) => command.help?.(t) ?? command.words(t, '');

describe('commands', () => {
  test('no two have one id', () => {
    const ids = COMMANDS.map(({ id }) => id);
    expect(ids.length).toBe(new Set(ids).size);
  });

  test.each(DICTIONARIES)('%s: every command has words, and all that have a key are in the list of keys', (_, t) => {
    const listed = new Set(helpRows(COMMANDS, t).map(({ words }) => words));
    for (const command of COMMANDS) {
      expect(command.words(t, 'Doubt'), command.id).toMatch(/\p{L}/u);
      if (command.keys.length > 0) expect(listed, command.id).toContain(nameInHelp(command, t));
    }
  });

  test.each(DICTIONARIES)('%s: every key in the list of keys runs a command of that name', (_, t) => {
    for (const { words, keys } of helpRows(COMMANDS, t)) {
      // Gestures of the pointer come after a comma.
      const texts = keys.split(', ')[0]?.split('  ') ?? [];
      if (!COMMANDS.some((command) => command.keys.length > 0 && nameInHelp(command, t) === words)) continue;
      for (const press of texts.flatMap((text) => pressesOf(text, t))) {
        expect(
          heardBy(press).map((command) => nameInHelp(command, t)),
          `${keys} ${words}`,
        ).toContain(words);
      }
    }
  });

  test('every key is heard somewhere, and means one command where it is heard', () => {
    const heard = new Set(Object.values(HEARD_TOGETHER).flat());
    for (const command of COMMANDS) if (command.keys.length > 0) expect(heard, command.id).toContain(command);
    for (const [place, commands] of Object.entries(HEARD_TOGETHER)) {
      for (const press of commands.flatMap(({ keys }) => keys.map(pressOf))) {
        const meant = commands.filter((command) => commandOf([command], press) !== undefined).map(({ id }) => id);
        expect(meant, `${place}: ${JSON.stringify(press)}`).toHaveLength(1);
      }
    }
  });

  test('a letter is its key with Shift and without, and not with Ctrl or Alt', () => {
    const n: Key = { key: 'n' };
    const means = (press: Partial<KeyPress>) =>
      commandOf([{ id: '', words: () => '', keys: [n] }], { ...pressOf(n), ...press });
    expect(means({ key: 'N', shiftKey: true })).toBeDefined();
    expect(means({ ctrlKey: true })).toBeUndefined();
    expect(means({ metaKey: true })).toBeUndefined();
    expect(means({ altKey: true })).toBeUndefined();
    expect(keyText({ key: 'z', control: true, shift: true }, en)).toBe('Ctrl + Shift + Z');
  });

  test('a key is kept from everybody else, whether its command is allowed or not', () => {
    const did: string[] = [];
    const event = (key: string) => ({
      ...pressOf({ key }),
      preventDefault: () => did.push('prevented'),
      stopPropagation: () => did.push('stopped'),
    });
    const commands: Command<boolean>[] = [
      {
        id: 'a',
        words: () => 'A',
        keys: [{ key: 'a' }],
        allowed: (may) => may,
        refuse: () => did.push('refused'),
        run: () => did.push('ran'),
      },
    ];
    expect(runKey(commands, true, event('a'))).toBe(true);
    expect(runKey(commands, false, event('a'))).toBe(true);
    expect(runKey(commands, true, event('b'))).toBe(false);
    expect(did).toEqual(['prevented', 'stopped', 'ran', 'prevented', 'stopped', 'refused']);
  });
});
