import { defineConfig } from 'vitest/config';

const CHANCE = ['packages/model/testing/fixed-chance.ts'];

/** Files of all projects run two at a time; those that drive a browser run after them, one at a time. */
const node = (name: string, include: string[], extra: object = {}) => ({
  test: {
    name,
    include,
    environment: 'node' as const,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A busy machine is slow; a fact that is waited for comes all the same.
    expect: { poll: { timeout: 15_000 } },
    setupFiles: CHANCE,
    ...extra,
  },
});

/** These modules keep nothing between tests, so the files of a worker share them: to load them anew took a third of the time. */
const PURE = { isolate: false };

export default defineConfig({
  test: {
    // Two cores. Vitest's own choice leaves one of them idle.
    maxWorkers: 2,
    reporters: ['default', './scripts/summary-reporter.ts'],
    projects: [
      node('model', ['packages/model/**/*.test.ts'], PURE),
      node('runtime', ['packages/runtime/**/*.test.ts'], PURE),
      node('server', ['apps/server/**/*.test.ts']),
      node('slackbot', ['apps/slackbot/**/*.test.ts'], {
        ...PURE,
        exclude: ['**/node_modules/**', 'apps/slackbot/e2e/**'],
      }),
      'apps/board/vitest.config.ts',
      node('slackbot-e2e', ['apps/slackbot/e2e/**/*.test.ts'], { testTimeout: 120_000 }),
      node('e2e', ['apps/board/e2e/**/*.test.ts'], {
        testTimeout: 180_000,
        hookTimeout: 180_000,
        fileParallelism: false,
        sequence: { groupOrder: 1 },
      }),
      node('bench', ['bench/sync/**/*.test.ts']),
      node('checks', ['scripts/**/*.test.ts'], { testTimeout: 300_000 }),
    ],
  },
});
