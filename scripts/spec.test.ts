import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const SPEC = 'packages/model/SPEC.md';
/** Everything that may cite a rule: sources and tests of every package and app. */
const SOURCES = '{packages,apps}/*/{src,testing,e2e,demo}/**/*.{ts,svelte}';

/** A rule's line in SPEC.md: `- **D3** A card shows …`. */
const RULE = /^- \*\*([A-Z]\d+)\*\* /gm;
/** The ids a test's name begins with: `'[D9] [O3] whatever …'`. */
const TEST_NAME = /['"`]((?:\[[A-Z]\d+\] )+)/g;
const ID = /\[([A-Z]\d+)\]/g;
/** A citation in a comment: `(rule D3)`, `(rules D3, D4 and O1)`. */
const CITATION = /\brules? ([A-Z]\d+(?:(?:, | and |, and )[A-Z]\d+)*)/g;
const CITED_ID = /([A-Z]\d+)/g;

const groups = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

const textsOf = async (pattern: string): Promise<Map<string, string>> => {
  const texts = new Map<string, string>();
  for await (const path of glob(pattern, { cwd: ROOT, exclude: (name) => name.includes('node_modules') })) {
    texts.set(path, await readFile(ROOT + path, 'utf8'));
  }
  return texts;
};

describe('SPEC.md', () => {
  let rules: string[] = [];
  let tests = new Map<string, string>();
  let sources = new Map<string, string>();

  beforeAll(async () => {
    rules = groups(await readFile(ROOT + SPEC, 'utf8'), RULE);
    sources = await textsOf(SOURCES);
    tests = new Map([...sources].filter(([path]) => path.endsWith('.test.ts')));
  });

  /** Ids by the files that name them. */
  const named = (texts: ReadonlyMap<string, string>, idsOf: (text: string) => string[]): Map<string, string[]> => {
    const files = new Map<string, string[]>();
    for (const [path, text] of texts) {
      for (const id of new Set(idsOf(text))) files.set(id, [...(files.get(id) ?? []), path]);
    }
    return files;
  };

  const testedIds = () => named(tests, (text) => groups(text, TEST_NAME).flatMap((names) => groups(names, ID)));

  test('gives no id twice', () => {
    expect(rules.length).toBeGreaterThan(30);
    expect(rules.filter((id, i) => rules.indexOf(id) !== i)).toEqual([]);
  });

  test('the tests of every package and app are read', () => {
    const folders = new Set([...tests.keys()].map((path) => path.split('/').slice(0, 2).join('/')));
    expect([...folders]).toEqual(
      expect.arrayContaining(['packages/model', 'apps/server', 'apps/board', 'apps/slackbot']),
    );
  });

  test('every rule has a test that names it', () => {
    const tested = testedIds();
    expect(rules.filter((id) => !tested.has(id))).toEqual([]);
  });

  test('no test names a rule that is not there', () => {
    expect([...testedIds()].filter(([id]) => !rules.includes(id))).toEqual([]);
  });

  test('no comment cites a rule that is not there', () => {
    const cited = named(sources, (text) => groups(text, CITATION).flatMap((ids) => groups(ids, CITED_ID)));
    expect([...cited].filter(([id]) => !rules.includes(id))).toEqual([]);
  });
});
