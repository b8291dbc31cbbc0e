import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Relay, startRelay } from './network.ts';
import { createTestBoard, TestPerson, WAIT } from './people.ts';
import { serverAndBrowser } from './setup.ts';

describe('two people on the Danish membership loop', () => {
  const setup = serverAndBrowser();
  let relay: Relay;

  beforeAll(async () => {
    relay = await startRelay(setup.server.url);
  });
  afterAll(() => relay?.close());

  test('[C7] type in one card, part, meet again after a reload and a killed server: nothing seen as saved is missing', async () => {
    const board = await createTestBoard(setup.server.url, 'membership-loop', 'da');
    const wide = { width: 3200, height: 1300 };
    const anna = await TestPerson.openAs(setup.browser, { name: 'Anna', language: 'da', viewport: wide });
    const bo = await TestPerson.openAs(setup.browser, { name: 'Bo', language: 'da', colour: 5, viewport: wide });
    await anna.open(board.links.facilitator);
    await bo.open(board.links.participant, relay.url);
    await expect.poll(() => anna.page.getByRole('img', { name: /Til stede: Bo/ }).count(), WAIT).toBe(1);

    // Both type in the same card at once, at its two ends.
    await anna.add(/Smertepunkter, 3\.1/, 'midten');
    await anna.expectWord('saved');
    const fieldOfAnna = await anna.edit('midten');
    const fieldOfBo = await bo.edit('midten');
    await fieldOfBo.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(0, 0));
    await Promise.all([
      anna.page.keyboard.type(' og slutningen', { delay: 25 }),
      bo.page.keyboard.type('begyndelsen og ', { delay: 25 }),
    ]);
    const whole = 'begyndelsen og midten og slutningen';
    await expect.poll(() => fieldOfAnna.inputValue(), WAIT).toBe(whole);
    await expect.poll(() => fieldOfBo.inputValue(), WAIT).toBe(whole);
    await anna.page.keyboard.press('Escape');
    await bo.page.keyboard.press('Escape');
    await bo.expectWord('saved');

    // Bo's connection is cut; he goes on, and reloads with nothing to reach.
    await bo.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    relay.cut();
    await bo.expectWord('offline');
    await bo.add(/Muligheder, 1\.1/, 'skrevet uden net');
    await bo.add(/Kontaktpunkter, 2\.1/, 'også uden net');
    await expect.poll(() => bo.status().textContent(), WAIT).toMatch(/Offline, \d+ ændringer/);
    const before = await bo.status().textContent();
    await bo.page.reload();
    await bo.page.getByTestId('canvas').waitFor(WAIT);
    await bo.card('skrevet uden net').waitFor(WAIT);
    await bo.card('også uden net').waitFor(WAIT);
    await expect.poll(() => bo.status().textContent(), WAIT).toBe(before);

    // Meanwhile Anna writes, the server is killed, she writes on, it comes back.
    await anna.add(/Smertepunkter, 5\.1/, 'gemt før uheldet');
    await anna.expectWord('saved');
    await setup.server.kill();
    await anna.expectWord('offline');
    await anna.add(/Smertepunkter, 6\.1/, 'skrevet mens serveren var væk');
    await setup.server.start();
    relay.restore();
    await anna.expectWord('saved');
    await bo.expectWord('saved');

    const written = [whole, 'skrevet uden net', 'også uden net', 'gemt før uheldet', 'skrevet mens serveren var væk'];
    for (const text of written) {
      await anna.card(text).waitFor(WAIT);
      await bo.card(text).waitFor(WAIT);
    }
    await expect.poll(async () => (await anna.texts()).join() === (await bo.texts()).join(), WAIT).toBe(true);
    const texts = (await board.snapshot()).cards.map((card) => card.text);
    for (const text of written) expect(texts.filter((t) => t === text)).toHaveLength(1);
    expect((await anna.texts()).length).toBe(texts.length);
    expect(anna.complaints).toEqual([]);
    expect(bo.complaints).toEqual([]);
    await anna.leave();
    await bo.leave();
  });

  test('[C16] a viewer sees every edit and can make none', async () => {
    const board = await createTestBoard(setup.server.url, 'five', 'en');
    const editor = await TestPerson.openAs(setup.browser, { name: 'Eva' });
    const viewer = await TestPerson.openAs(setup.browser, { name: 'Vera' });
    await editor.open(board.links.participant);
    await viewer.open(board.links.viewer);
    await editor.add(/Touchpoints, 1\.1/, 'A first touchpoint');
    await viewer.card('A first touchpoint').waitFor(WAIT);
    await viewer.card('A first touchpoint').dblclick();
    expect(await viewer.page.locator('[data-card] textarea').count()).toBe(0);
    await viewer.page.getByRole('gridcell', { name: /Touchpoints, 2\.1/ }).focus();
    await viewer.page.keyboard.press('n');
    expect(await viewer.page.getByTestId('card').count()).toBe(1);
    await viewer.leave();
    await editor.leave();
  });
});
