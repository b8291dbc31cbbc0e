import type { Environment } from 'vitest/runtime';

/**
 * Node, with modules as browsers get them. Svelte's build for servers, which Node would get, has no reactivity. There is
 * no DOM: what a test needs of it, it passes in.
 */
const browserModules: Environment = {
  name: 'browser-modules',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => {} }),
};

// biome-ignore lint/style/noDefaultExport: Vitest takes an environment's default export
export default browserModules;
