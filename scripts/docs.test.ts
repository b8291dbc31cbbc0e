import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const DOCUMENTS = '{README.md,CONTRIBUTING.md,docs/**/*.md,packages/*/*.md,apps/*/*.md,bench/*.md}';
const FILES = '{packages,apps,bench,scripts,docs}/**/*.{ts,svelte,json,md}';

/** A file's name in backticks: `rooms/room.ts`. */
const NAMED_FILE = /`([\w.-][\w./-]*\.(?:ts|svelte|json|md))`/g;
/** Packages as the documents call them: `model/document/text.ts` is `packages/model/src/document/text.ts`. */
const PACKAGE = /^(model|runtime|server|board|slackbot)\//;
/** A row of the reading list: the file, what to read of it (`all`, or functions in backticks), how many lines that is. */
const ROW = /^\| `([^`]+)` \| (.+?) \| (\d+) \|$/gm;
const MOST_LINES = 1_200;

const pathsOf = async (pattern: string): Promise<string[]> => {
  const paths: string[] = [];
  for await (const path of glob(pattern, { cwd: ROOT, exclude: (name) => name.includes('node_modules') })) {
    paths.push(path);
  }
  return paths;
};

describe('the documents', () => {
  let files: string[] = [];
  let documents = new Map<string, string>();

  beforeAll(async () => {
    files = await pathsOf(FILES);
    const texts = (await pathsOf(DOCUMENTS)).map(async (path) => [path, await readFile(ROOT + path, 'utf8')] as const);
    documents = new Map(await Promise.all(texts));
  });

  const find = (name: string): string | undefined => {
    const path = name.replace(PACKAGE, '$1/src/');
    return files.find((file) => file === path || file.endsWith(`/${path}`) || file.endsWith(`/${name}`));
  };

  test('name no file that is not there', () => {
    expect(documents.size).toBeGreaterThan(10);
    const missing = [...documents].flatMap(([document, text]) =>
      [...text.matchAll(NAMED_FILE)].flatMap(([, name = '']) =>
        find(name) === undefined ? [`${name} in ${document}`] : [],
      ),
    );
    expect(missing).toEqual([]);
  });

  test(`the reading list names functions that are there, and takes at most ${MOST_LINES} lines`, async () => {
    const rows = [...(documents.get('docs/architecture.md') ?? '').matchAll(ROW)];
    expect(rows.length).toBeGreaterThan(5);
    let lines = 0;
    for (const [, name = '', what = '', stated = ''] of rows) {
      const text = await readFile(ROOT + (find(name) ?? name), 'utf8');
      lines += what === 'all' ? text.split('\n').length - 1 : Number(stated);
      for (const [, part = ''] of what.matchAll(/`([^`]+)`/g)) expect(text, name).toContain(part);
    }
    expect(lines).toBeLessThanOrEqual(MOST_LINES);
  });
});
