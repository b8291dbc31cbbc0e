import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { da } from './da.ts';
import { en } from './en.ts';
import { sv } from './sv.ts';

const SRC = join(import.meta.dirname, '..');

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(svelte|ts)$/.test(file) && !/i18n\/(en|da|sv)\.ts$|\.test\.ts$/.test(file))
  .map((file) => readFileSync(join(SRC, file), 'utf8'))
  .join('\n');

/** Every text of a dictionary by its path; functions are called with samples. */
const texts = (messages: object, path = ''): [string, string][] =>
  Object.entries(messages).flatMap(([key, value]: [string, unknown]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') return [[at, value] as [string, string]];
    if (typeof value === 'function') {
      return [0, 1, 2].map((n) => [`${at}(${n})`, String(value(n))] as [string, string]);
    }
    return texts(value as object, at);
  });

describe('messages', () => {
  test('every message is used, by its name or through the table it stands in', () => {
    const unused = Object.keys(en).filter((key) => !new RegExp(`\\bt\\.${key}\\b|'${key}'`).test(sources));
    expect(unused).toEqual([]);
  });

  test.each([
    ['en', en],
    ['da', da],
    ['sv', sv],
  ])('%s says something everywhere, without exclamation marks or stray spaces', (_, messages) => {
    for (const [path, text] of texts(messages)) {
      expect(text.trim(), path).toBe(text);
      expect(text, path).not.toBe('');
      expect(text, path).not.toContain('!');
    }
  });
});
