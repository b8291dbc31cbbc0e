import { defineConfig } from 'vitest/config';

const CHANCE = ['packages/model/testing/fixed-chance.ts'];

/** Unit and integration tests run side by side; browser and process tests take what is left of two cores. */
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

export default defineConfig({
  test: {
    reporters: ['default', './scripts/summary-reporter.ts'],
    projects: [
      node('model', ['packages/model/**/*.test.ts']),
      node('runtime', ['packages/runtime/**/*.test.ts']),
      node('server', ['apps/server/**/*.test.ts']),
      node('slackbot', ['apps/slackbot/**/*.test.ts'], { exclude: ['**/node_modules/**', 'apps/slackbot/e2e/**'] }),
      'apps/board/vitest.config.ts',
      node('slackbot-e2e', ['apps/slackbot/e2e/**/*.test.ts'], { testTimeout: 120_000 }),
      node('e2e', ['apps/board/e2e/**/*.test.ts'], {
        testTimeout: 180_000,
        hookTimeout: 180_000,
        fileParallelism: false,
      }),
      node('bench', ['bench/sync/**/*.test.ts']),
      node('checks', ['scripts/**/*.test.ts'], { testTimeout: 300_000 }),
    ],
  },
});
