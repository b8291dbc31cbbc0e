import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startServerProcess } from '../../../scripts/testing/server-process.ts';
import { readStoredBrowser, restoreBrowser, SERVER_FOLDER, TEXTS, UNSAVED } from '../testing/version-0.1.ts';
import { TestPerson, WAIT } from './people.ts';
import { serverAndBrowser } from './setup.ts';

describe('a board that version 0.1 left', () => {
  const folders: string[] = [];
  const setup = serverAndBrowser(async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'samrejse-version-0.1-'));
    folders.push(dataDir);
    await cp(SERVER_FOLDER, dataDir, { recursive: true });
    return startServerProcess({ DATA_DIR: dataDir });
  });
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  test('[C10] opens from the offline copy, and what was written offline reaches a second screen and is saved', async () => {
    const stored = readStoredBrowser();
    const linkOf = (token: string) => `${setup.server.url}/b/${stored.board}#token=${token}`;
    const bo = await TestPerson.openAs(setup.browser, { name: 'Bo' });
    await bo.open(linkOf(stored.tokens.viewer));
    await bo.card(TEXTS.saved).waitFor(WAIT);
    expect(await bo.page.getByTestId('card').count()).toBe(1);

    const anna = await TestPerson.openAs(setup.browser, { name: '' });
    // A page of the same site on which no board runs.
    await anna.page.goto(`${setup.server.url}/healthz`);
    await anna.page.evaluate(restoreBrowser, stored);
    let isConnected = false;
    await anna.page.routeWebSocket(/\/sync\//, (socket) => {
      if (isConnected) socket.connectToServer();
      else void socket.close();
    });
    await anna.open(linkOf(stored.tokens.participant));
    for (const text of Object.values(TEXTS)) await anna.card(text).waitFor(WAIT);
    await anna.expectWord('offline');
    expect(await anna.status().textContent()).toContain(String(UNSAVED));

    isConnected = true;
    await anna.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await anna.expectWord('saved');
    for (const text of Object.values(TEXTS)) await bo.card(text).waitFor(WAIT);
    expect(await bo.page.getByTestId('card').count()).toBe(3);
    // It goes on: what is written now is saved too, and nothing is left to be taken up again.
    await anna.add(/Opportunities, 1\.1/, 'written by this version');
    await bo.card('written by this version').waitFor(WAIT);
    await anna.expectWord('saved');
    const left = () => anna.page.evaluate(() => Object.keys(localStorage).filter((key) => /journal|unsaved/.test(key)));
    await expect.poll(left, WAIT).toEqual([]);
    expect(anna.complaints).toEqual([]);
    await anna.leave();
    await bo.leave();
  });
});
