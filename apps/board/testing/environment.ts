/** Node, with modules compiled as for the browser: compiled for a server, runes hold values but never react. */
import type { Environment } from 'vitest/runtime';

const environment: Environment = {
  name: 'node-client',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => undefined }),
};

export default environment;
