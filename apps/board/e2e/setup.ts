import type { Browser } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { type ServerProcess, startServerProcess } from '../../../scripts/testing/server-process.ts';
import { launch } from './people.ts';

export interface House {
  readonly server: ServerProcess;
  readonly browser: Browser;
}

/** A server and a browser for the tests of one file or block; both are gone when they are done. */
export const openHouse = (start: () => Promise<ServerProcess> = startServerProcess): House => {
  let server: ServerProcess | undefined;
  let browser: Browser | undefined;
  const there = <T>(thing: T | undefined): T => {
    if (thing === undefined) throw new Error('the house is open only while tests run');
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
      return there(server);
    },
    get browser() {
      return there(browser);
    },
  };
};
