/**
 * Node, with modules compiled as for the browser: compiled for a server, runes hold values but never react. Of a page there is only
 * its address, from which the language is read.
 */
import type { Environment } from 'vitest/runtime';

const environment: Environment = {
  name: 'node-client',
  viteEnvironment: 'client',
  setup: (global) => {
    global.location = new URL('http://board.test/');
    // Node's own would warn that it has no file.
    Object.defineProperty(global, 'localStorage', { value: undefined, configurable: true });
    return { teardown: () => undefined };
  },
};

export default environment;
