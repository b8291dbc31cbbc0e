/**
 * The rules for texts that a machine can check, over every text a person reads: the words and templates of the model,
 * the board, the server's answers, and the chat.
 */
import { glob } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const LANGUAGES = ['en', 'da', 'sv'] as const;
type Language = (typeof LANGUAGES)[number];

interface Text {
  readonly language: Language;
  /** File and keys, as `apps/board/src/i18n/da.ts: da.keys.drag`. */
  readonly path: string;
  readonly text: string;
}

const isLanguage = (key: string | undefined): key is Language => LANGUAGES.some((language) => language === key);

/** Files with texts. A dictionary has its language in its name; in all others each text says its own. */
const FILES = [
  'packages/model/src/words/**/*.ts',
  'packages/model/src/session/refusal-words.ts',
  'packages/model/src/templates/**/*.ts',
  'apps/board/src/i18n/{en,da,sv}.ts',
  'apps/server/src/error-words.ts',
  'apps/slackbot/src/text/{en,da,sv}.ts',
  'apps/slackbot/demo/public/words.js',
];

/** All texts below a value whose language is known, or is found on the way down. Functions are called with samples. */
const textsBelow = (value: unknown, path: string, language?: Language): Text[] => {
  if (typeof value === 'string') return language === undefined ? [] : [{ language, path, text: value }];
  if (typeof value === 'function') {
    return language === undefined ? [] : textsBelow(value('X', 'Y'), path, language);
  }
  // A schema of valibot is no text, and its methods are not to be called.
  if (typeof value !== 'object' || value === null || '~standard' in value) return [];
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
    textsBelow(child, `${path}.${key}`, language ?? (isLanguage(key) ? key : undefined)),
  );
};

const textsOfFile = async (file: string): Promise<Text[]> => {
  const named = file.split('/').at(-1)?.split('.')[0];
  const module: Record<string, unknown> = await import(ROOT + file);
  return Object.entries(module).flatMap(([name, value]) =>
    textsBelow(value, `${file}: ${name}`, isLanguage(named) ? named : undefined),
  );
};

const texts: Text[] = [];

beforeAll(async () => {
  for (const pattern of FILES) {
    for await (const file of glob(pattern, { cwd: ROOT })) {
      if (!file.endsWith('.test.ts')) texts.push(...(await textsOfFile(file)));
    }
  }
});

const shown = ({ path, text }: Text): string => `${path}: ${text}`;

/** The texts of some languages in which a pattern occurs, as `path: text`. */
const having = (pattern: RegExp, ...languages: readonly Language[]): string[] =>
  texts.filter(({ language, text }) => languages.includes(language) && pattern.test(text)).map(shown);

test.each(LANGUAGES)('texts of every app are found (%s)', (language) => {
  for (const place of ['words/', 'session/', 'templates/', 'apps/board/', 'apps/server/', 'src/text/', 'demo/']) {
    const found = texts.filter((text) => text.language === language && text.path.includes(place));
    expect([place, found.length > 4]).toEqual([place, true]);
  }
});

describe('signs', () => {
  test('no straight quotes or apostrophes, no three dots', () => {
    expect(having(/["']|\.\.\./, ...LANGUAGES)).toEqual([]);
  });

  test('Danish and Swedish quote with ” twice', () => {
    expect(having(/[“„«»‘]/, 'da', 'sv')).toEqual([]);
    expect(having(/^[^”]*”([^”]*”[^”]*”)*[^”]*$/, 'da', 'sv')).toEqual([]);
  });

  test('English quotes with “ and ”', () => {
    expect(having(/”[^“]*”|“[^”]*“|^[^“]*”|“[^”]*$/, 'en')).toEqual([]);
  });

  test('a no-break space before % in Danish and Swedish, none in English', () => {
    expect(having(/[^\u00a0]%/, 'da', 'sv')).toEqual([]);
    expect(having(/\s%/, 'en')).toEqual([]);
  });
});

describe('tone', () => {
  test('nobody is begged', () => {
    expect(having(/venligst|vänligen/i, 'da', 'sv')).toEqual([]);
  });

  test('Danish imperatives of -ere verbs have their accent', () => {
    const verbs =
      'accepter|annuller|eksporter|filtrer|importer|inviter|kommenter|kopier|panorer|parker|præsenter|' +
      'publicer|rediger|registrer|reparer|returner';
    expect(having(new RegExp(`(?<!\\p{L})(${verbs})(?!\\p{L})`, 'iu'), 'da')).toEqual([]);
  });
});

/** What is written on buttons of the board, by its key in the dictionary. */
const BOARD_BUTTONS = [
  'addLane',
  'addPersona',
  'addPhase',
  'addStep',
  'bringBack',
  'cancel',
  'close',
  'copied',
  'copy',
  'copyByHand',
  'copyLink',
  'deleteCard',
  'editCard',
  'end',
  'feelingWord',
  'goHome',
  'join',
  'moveDown',
  'moveHere',
  'moveLeft',
  'moveRight',
  'moveTo',
  'moveUp',
  'pause',
  'redo',
  'reload',
  'removeLane',
  'removePersona',
  'removePhase',
  'removeStep',
  'resume',
  'share',
  'start',
  'startItem',
  'tryAgain',
  'understood',
  'undo',
];
const CHAT_BUTTONS = ['addAgain', 'openBoard', 'putBack', 'undo'];
/** Words that stand on buttons, chips and headers of lanes, wherever their table lies. */
const SHORT_TABLES = ['ADD_CARD_WORDS', 'CHANNEL_GROUP_WORDS', 'CHANNEL_WORDS', 'LANE_WORDS'];
const MAX_LETTERS = 22;

describe('buttons', () => {
  const buttons = (): Text[] =>
    texts.filter(({ path }) => {
      const [file = '', keys = ''] = path.split(': ');
      const [table = '', key = ''] = keys.split('.');
      if (file.startsWith('apps/board/')) return BOARD_BUTTONS.includes(key);
      if (file.startsWith('apps/slackbot/src/text/')) return CHAT_BUTTONS.includes(key);
      return SHORT_TABLES.includes(table);
    });

  test('every key that is called a button is there, in every language', () => {
    const wanted = [...BOARD_BUTTONS, ...CHAT_BUTTONS].flatMap((key) =>
      LANGUAGES.map((language) => `${language}.${key}`),
    );
    const there = new Set(buttons().map(({ path }) => path.split(': ')[1]));
    expect(wanted.filter((key) => !there.has(key))).toEqual([]);
    for (const table of SHORT_TABLES) expect([...there].some((keys) => keys?.startsWith(`${table}.`))).toBe(true);
  });

  test(`they have at most ${MAX_LETTERS} letters`, () => {
    expect(
      buttons()
        .filter(({ text }) => text.length > MAX_LETTERS)
        .map(shown),
    ).toEqual([]);
  });

  test('Danish and Swedish ones carry no article', () => {
    // On a card of a template somebody may add "et tjek".
    const adding = having(/^(Tilføj|Lägg till) (en|et|ett) /, 'da', 'sv');
    expect(adding.filter((line) => !line.includes('/templates/'))).toEqual([]);
    expect(buttons().filter(({ language, text }) => language !== 'en' && / (en|et|ett) /.test(text))).toEqual([]);
  });
});
