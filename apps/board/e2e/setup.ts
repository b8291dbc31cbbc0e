import type { Browser } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { type ServerProcess, startServerProcess } from '../../../scripts/testing/server-process.ts';
import { launch } from './people.ts';

export interface Setup {
  readonly server: ServerProcess;
  readonly browser: Browser;
}

/** A server and a browser for the tests of one file or block. Both end when these tests have run. */
export const serverAndBrowser = (start: () => Promise<ServerProcess> = startServerProcess): Setup => {
  let server: ServerProcess | undefined;
  let browser: Browser | undefined;
  const started = <T>(thing: T | undefined): T => {
    if (thing === undefined) throw new Error('server and browser exist only while tests run');
    return thing;
  };
  beforeAll(async () => {
    server = await start();
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });
  return {
    get server() {
      return started(server);
    },
    get browser() {
      return started(browser);
    },
  };
};
