import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const DOCUMENTS = '{README.md,CONTRIBUTING.md,docs/**/*.md,packages/*/*.md,apps/*/*.md,bench/*.md}';
const SOURCES = '{packages,apps,bench,scripts}/**/*.{ts,mjs,svelte}';
const FILES = '{packages,apps,bench,scripts,docs}/**/*.{ts,mjs,svelte,json,md}';

/** A file's name in backticks: `rooms/room.ts`. */
const NAMED_FILE = /`([\w.-][\w./-]*\.(?:ts|mjs|svelte|json|md))`/g;
/** A comment of TypeScript. What looks like one inside a string does no harm: it names no file. */
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*/g;
/** Packages as the documents call them: `model/document/text.ts` is `packages/model/src/document/text.ts`. */
const PACKAGE = /^(model|runtime|server|board|slackbot)\//;
/** A row of a reading list: the file, what to read of it (`all`, or functions in backticks), how many lines that is. */
const ROW = /^\| `([^`]+)` \| (.+?) \| (\d+) \|$/gm;
const MOST_LINES = 1_200;
/** A function that is edited a little does not make its row of the reading list wrong. */
const MOST_LINES_OFF = 3;

const pathsOf = async (pattern: string): Promise<string[]> => {
  const paths: string[] = [];
  const exclude = (name: string) => /(?:^|\/)(?:node_modules|dist)$/.test(name);
  for await (const path of glob(pattern, { cwd: ROOT, exclude })) paths.push(path);
  return paths;
};

const textsOf = async (pattern: string): Promise<Map<string, string>> => {
  const texts = (await pathsOf(pattern)).map(async (path) => [path, await readFile(ROOT + path, 'utf8')] as const);
  return new Map(await Promise.all(texts));
};

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Where a function, method or constant begins: not where it is called. -1 if the lines define none of this name. */
const definitionOf = (lines: readonly string[], name: string): number => {
  const [statement, method, member] = [
    new RegExp(`^\\s*(?:export )?(?:const|function|class|interface) ${name}\\b`),
    new RegExp(`^ {2}(?:async )?${name}(?:<.+>)?\\((?!.*;$)`),
    new RegExp(`^\\s*${name}: (?:async )?\\(.*=>`),
  ];
  for (const pattern of [statement, method, member]) {
    const at = lines.findIndex((line) => pattern.test(line));
    if (at !== -1) return at;
  }
  return -1;
};

/** How many lines a definition has, its comment included; null if the file does not define it. */
const linesOfDefinition = (text: string, name: string): number | null => {
  const lines = text.split('\n');
  const start = definitionOf(lines, name);
  const first = lines[start];
  if (first === undefined) return null;
  const isInside = (line: string) =>
    line === '' || indentOf(line) > indentOf(first) || (indentOf(line) === indentOf(first) && /^\s*[)\]}]/.test(line));
  const after = lines.slice(start + 1);
  const length = after.findIndex((line) => !isInside(line));
  const body = after.slice(0, length === -1 ? undefined : length);
  const comment = lines.slice(0, start).findLastIndex((line) => !/^\s*(?:\/\*\*| \*|\/\/)/.test(line));
  return start - comment + body.join('\n').trimEnd().split('\n').length;
};

describe('the documents', () => {
  let files: string[] = [];
  let documents = new Map<string, string>();
  let sources = new Map<string, string>();

  beforeAll(async () => {
    files = await pathsOf(FILES);
    documents = await textsOf(DOCUMENTS);
    sources = await textsOf(SOURCES);
  });

  const find = (name: string): string | undefined => {
    const path = name.replace(PACKAGE, '$1/src/');
    return files.find((file) => file === path || file.endsWith(`/${path}`) || file.endsWith(`/${name}`));
  };

  const missingFrom = (texts: ReadonlyMap<string, string>): string[] =>
    [...texts].flatMap(([path, text]) =>
      [...text.matchAll(NAMED_FILE)].flatMap(([, name = '']) =>
        find(name) === undefined ? [`${name} in ${path}`] : [],
      ),
    );

  test('name no file that is not there', () => {
    expect(documents.size).toBeGreaterThan(10);
    expect(missingFrom(documents)).toEqual([]);
  });

  test('comments in the sources name no file that is not there', () => {
    expect(sources.size).toBeGreaterThan(100);
    const comments = [...sources].map(([path, text]) => [path, (text.match(COMMENT) ?? []).join('\n')] as const);
    expect(missingFrom(new Map(comments))).toEqual([]);
  });

  test(`the reading lists name what is there, count its lines, and take at most ${MOST_LINES} lines`, async () => {
    const rows = [...(documents.get('docs/architecture.md') ?? '').matchAll(ROW)];
    expect(rows.length).toBeGreaterThan(20);
    const wrong: string[] = [];
    let total = 0;
    for (const [, name = '', what = '', stated = ''] of rows) {
      const text = await readFile(ROOT + (find(name) ?? name), 'utf8');
      const parts = [...what.matchAll(/`([^`]+)`/g)].map(([, part = '']) => part);
      for (const part of parts) if (linesOfDefinition(text, part) === null) wrong.push(`${name} has no ${part}`);
      const isAll = what === 'all';
      if (!isAll && parts.length === 0) wrong.push(`${name}: which functions?`);
      const lines = isAll
        ? text.split('\n').length - 1
        : parts.reduce((sum, part) => sum + (linesOfDefinition(text, part) ?? 0), 0);
      if (Math.abs(lines - Number(stated)) > (isAll ? 0 : MOST_LINES_OFF))
        wrong.push(`${name} (${what}): ${lines} lines, not ${stated}`);
      total += lines;
    }
    expect(wrong).toEqual([]);
    expect(total).toBeLessThanOrEqual(MOST_LINES);
  });
});
