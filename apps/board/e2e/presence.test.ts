import { MESSAGE_PRESENCE } from '@samrejse/model/wire/messages';
import { parsePresence } from '@samrejse/model/wire/presence';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { type Relay, startRelay } from './network.ts';
import { createTestBoard, type TestBoard, TestPerson, WAIT } from './people.ts';
import { serverAndBrowser } from './setup.ts';

describe('people on a board', () => {
  const setup = serverAndBrowser();
  let relay: Relay;
  beforeAll(async () => {
    relay = await startRelay(setup.server.url);
  });
  afterAll(() => relay?.close());

  const cursorOf = (viewer: TestPerson, name: string): Locator =>
    viewer.page.getByTestId('cursor').filter({ hasText: name });

  const stockClient = (board: TestBoard): WebsocketProvider =>
    new WebsocketProvider(`${setup.server.url.replace('http', 'ws')}/sync`, board.id, new Y.Doc(), {
      params: { token: new URL(board.links.participant).hash.replace('#token=', '') },
      disableBc: true,
    });

  const seenBy = (provider: WebsocketProvider, name: string) =>
    [...provider.awareness.getStates().values()].map(parsePresence).find((presence) => presence?.person.name === name);

  test('[C18] see each other’s cursors, selections and cards in hand; so do a stock client and they', async () => {
    const board = await createTestBoard(setup.server.url, 'membership-loop', 'en');
    const anna = await TestPerson.openAs(setup.browser, { name: 'Anna' });
    const bo = await TestPerson.openAs(setup.browser, { name: 'Bo', colour: 5 });
    await anna.open(board.links.facilitator);
    await bo.open(board.links.participant);
    await expect.poll(() => anna.page.getByRole('img', { name: /Bo/ }).count(), WAIT).toBeGreaterThan(0);

    await bo.page.mouse.move(600, 420);
    await bo.page.mouse.move(640, 430);
    await cursorOf(anna, 'Bo').waitFor(WAIT);
    // Where his hand is: at the same place of the same canvas, to the pixel.
    const tip = async () => {
      const box = await cursorOf(anna, 'Bo').boundingBox();
      return box === null ? null : [Math.round(box.x), Math.round(box.y)];
    };
    await expect.poll(tip, WAIT).toEqual([640, 430]);

    // A card in Bo's hand hangs where he has it, and is not moved until he lets go.
    const card = await bo.card('Invitation').first().boundingBox();
    if (card === null) throw new Error('the card is on screen');
    await bo.page.mouse.move(card.x + 40, card.y + 12);
    await bo.page.mouse.down();
    await bo.page.mouse.move(card.x + 200, card.y + 150, { steps: 6 });
    const ghost = anna.page.getByTestId('ghost').filter({ hasText: 'Invitation' });
    await ghost.waitFor(WAIT);
    await bo.page.keyboard.press('Escape');
    await bo.page.mouse.move(card.x + 40, card.y + 12, { steps: 4 });
    await bo.page.mouse.up();
    await ghost.waitFor({ state: 'detached', ...WAIT });

    const stock = stockClient(board);
    await new Promise<void>((resolve) => stock.on('sync', (synced) => synced && resolve()));
    stock.awareness.setLocalState({
      person: { id: 'sture', name: 'Sture', colour: 2 },
      cursor: { x: 300, y: 200 },
    });
    await cursorOf(anna, 'Sture').waitFor(WAIT);
    await bo.page.mouse.move(500, 400);
    await bo.page.mouse.move(520, 410);
    await expect.poll(() => seenBy(stock, 'Bo')?.cursor ?? null, WAIT).not.toBeNull();
    expect(seenBy(stock, 'Bo')?.role).toBe('participant');
    expect(seenBy(stock, 'Anna')?.role).toBe('facilitator');

    stock.destroy();
    await cursorOf(anna, 'Sture').waitFor({ state: 'detached', ...WAIT });
    await bo.leave();
    await cursorOf(anna, 'Bo').waitFor({ state: 'detached', ...WAIT });
    expect(anna.complaints).toEqual([]);
    await anna.leave();
  });

  const turn = (person: TestPerson, state: 'hidden' | 'visible') =>
    person.page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);

  test('[C17] who stands still sends nothing and is sent nothing, nor is a tab in the background', async () => {
    const board = await createTestBoard(setup.server.url, 'five', 'en');
    const [anna, bo] = [
      await TestPerson.openAs(setup.browser, { name: 'Anna' }),
      await TestPerson.openAs(setup.browser, { name: 'Bo', colour: 5 }),
    ];
    const frames: string[] = [];
    anna.page.on('websocket', (socket) => {
      // Another message keeps the connection alive.
      socket.on('framesent', ({ payload }) => void (payload[0] === MESSAGE_PRESENCE && frames.push('sent')));
      socket.on('framereceived', ({ payload }) => void (payload[0] === MESSAGE_PRESENCE && frames.push('received')));
    });
    await anna.open(board.links.participant);
    await bo.open(board.links.participant);
    await bo.page.mouse.move(600, 420);
    await anna.page.mouse.move(300, 420);
    await cursorOf(anna, 'Bo').waitFor(WAIT);
    await cursorOf(bo, 'Anna').waitFor(WAIT);
    frames.length = 0;
    await anna.page.waitForTimeout(3_000);
    expect(frames).toEqual([]);

    await turn(anna, 'hidden');
    await cursorOf(bo, 'Anna').waitFor({ state: 'detached', ...WAIT });
    frames.length = 0;
    const stock = stockClient(board);
    await bo.page.mouse.move(700, 500, { steps: 5 });
    const before = seenBy(stock, 'Bo')?.cursor;
    await bo.page.mouse.move(900, 600, { steps: 5 });
    await expect.poll(() => seenBy(stock, 'Bo')?.cursor ?? null, WAIT).not.toEqual(before ?? null);
    expect(frames).toEqual([]);
    await turn(anna, 'visible');
    await expect.poll(async () => Math.round((await cursorOf(anna, 'Bo').boundingBox())?.x ?? 0), WAIT).toBe(900);
    stock.destroy();
    await anna.leave();
    await bo.leave();
  });

  test('who is far off the screen is not heard of, and is where they stand when one scrolls there', async () => {
    const board = await createTestBoard(setup.server.url, 'membership-loop', 'en');
    const anna = await TestPerson.openAs(setup.browser, { name: 'Anna' });
    const bo = await TestPerson.openAs(setup.browser, { name: 'Bo', colour: 5 });
    let heard = 0;
    anna.page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (payload[0] === MESSAGE_PRESENCE) heard++;
      }),
    );
    await anna.open(board.links.participant);
    await bo.open(board.links.participant);
    await bo.page.mouse.move(600, 420);
    await cursorOf(anna, 'Bo').waitFor(WAIT);
    await bo.page.mouse.wheel(2_500, 0);
    await bo.page.mouse.move(640, 430);
    await cursorOf(anna, 'Bo').waitFor({ state: 'detached', ...WAIT });
    // A stock client is sent everybody's presence.
    const stock = stockClient(board);
    const standsAt = () => seenBy(stock, 'Bo')?.cursor?.x ?? null;
    await expect.poll(standsAt, WAIT).not.toBeNull();
    const before = standsAt() ?? 0;
    heard = 0;
    await bo.page.mouse.move(900, 600, { steps: 5 });
    await expect.poll(standsAt, WAIT).toBe(before + 900 - 640);
    expect(heard).toBe(0);
    await anna.page.mouse.move(300, 420);
    await anna.page.mouse.wheel(2_500, 0);
    await expect.poll(async () => Math.round((await cursorOf(anna, 'Bo').boundingBox())?.x ?? 0), WAIT).toBe(900);
    stock.destroy();
    await anna.leave();
    await bo.leave();
  });

  test('[C13] a connection that hangs is noticed within twenty seconds, at once when the tab is looked at, and made anew', async () => {
    const board = await createTestBoard(setup.server.url, 'five', 'en');
    const anna = await TestPerson.openAs(setup.browser, { name: 'Anna' });
    await anna.open(board.links.participant, relay.url);
    await anna.expectWord('saved');
    relay.freeze();
    await anna.add(/Touchpoints, 1\.1/, 'written into a dead connection');
    await anna.expectWord('saving');
    await anna.page.evaluate(() => window.dispatchEvent(new Event('online')));
    // The server has four seconds to answer. Then the connection is dropped, and new ones hang too.
    await expect.poll(() => anna.status().getAttribute('data-word'), WAIT).not.toBe('saving');
    relay.thaw();
    await anna.expectWord('saved');
    await expect
      .poll(async () => (await board.snapshot()).cards.map((card) => card.text), WAIT)
      .toEqual(['written into a dead connection']);
    await anna.leave();
  });
});
