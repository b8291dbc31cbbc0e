import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineProject } from 'vitest/config';

/** Unit tests of the board: in Node, without a page. */
export default defineProject({
  root: import.meta.dirname,
  plugins: [svelte()],
  resolve: { conditions: ['browser'] },
  test: {
    name: 'board',
    include: ['src/**/*.test.ts'],
    environment: './testing/environment.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    setupFiles: ['../../packages/model/testing/fixed-chance.ts'],
    // Svelte itself, and icons, which are components.
    server: { deps: { inline: [/svelte/, /@lucide/] } },
  },
});
