import { describe, expect, test } from 'vitest';
import { createTestBoard, TestPerson, WAIT } from './people.ts';
import { serverAndBrowser } from './setup.ts';

/** Each case tells of something that went wrong once, or nearly did. */
describe('mishaps', () => {
  const setup = serverAndBrowser();

  const two = async (template: string) => {
    const board = await createTestBoard(setup.server.url, template, 'en');
    const anna = await TestPerson.openAs(setup.browser, { name: 'Anna' });
    const bo = await TestPerson.openAs(setup.browser, { name: 'Bo', colour: 0 });
    await anna.open(board.links.facilitator);
    await bo.open(board.links.participant);
    const leave = async () => {
      expect(anna.complaints).toEqual([]);
      expect(bo.complaints).toEqual([]);
      await anna.leave();
      await bo.leave();
    };
    return { board, anna, bo, leave };
  };

  test('a persona’s name is read as it was typed, letter by letter', async () => {
    const { board, anna, leave } = await two('membership-loop');
    await anna.page.getByRole('button', { name: /: Nour/ }).click();
    await anna.page.keyboard.press('Control+a');
    await anna.page.keyboard.type('Grandparents', { delay: 5 });
    await anna.page.keyboard.press('Enter');
    await expect.poll(async () => (await board.snapshot()).personas[0]?.name, WAIT).toBe('Grandparents');
    await leave();
  });

  test('Escape takes a new name back', async () => {
    const { board, anna, leave } = await two('membership-loop');
    await anna.page.getByRole('button', { name: 'Phase: Need' }).click();
    await anna.page.keyboard.type('Something else');
    await anna.page.keyboard.press('Escape');
    await anna.page.getByRole('button', { name: 'Phase: Need' }).waitFor(WAIT);
    await expect.poll(async () => (await board.snapshot()).phases[0]?.name, WAIT).toBe('Need');
    await leave();
  });

  test('Tab and many new cards move the camera, never the layers', async () => {
    const { anna, leave } = await two('membership-loop');
    for (let i = 0; i < 40; i++) await anna.page.keyboard.press('Tab');
    for (let i = 0; i < 12; i++) await anna.add(/Pain points, 1\.1/, `pain ${i}`);
    const scrolled = await anna.page.evaluate(() =>
      [...document.querySelectorAll('.canvas, .top, .screen, html')].map((e) => e.scrollTop + e.scrollLeft),
    );
    expect(scrolled.every((n) => n === 0)).toBe(true);
    const box = await anna.card('pain 11').boundingBox();
    expect(box !== null && box.y > 0 && box.y + box.height <= 800).toBe(true);
    await leave();
  });

  test('the tools of any card can be reached, also in the first lane and at the right edge', async () => {
    const { anna, leave } = await two('membership-loop');
    for (const text of ['Invitation', 'Reception and instructor']) {
      await anna.card(text).click();
      await anna.page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).hover({ timeout: 5_000 });
      await anna.page.keyboard.press('Escape');
    }
    await leave();
  });

  test('a card deleted under the one who writes in it: said so, and brought back with their words', async () => {
    const { anna, bo, leave } = await two('four');
    await anna.add(/Touchpoints, 1\.1/, 'shared');
    await bo.card('shared').waitFor(WAIT);
    await bo.edit('shared');
    await bo.page.keyboard.type(' and more');
    await anna.card('shared and more').waitFor(WAIT);
    await anna.card('shared and more').focus();
    await anna.page.keyboard.press('Delete');
    await bo.page.getByText('deleted by somebody else').waitFor(WAIT);
    await bo.page.getByRole('button', { name: 'Restore' }).click();
    await bo.card('shared and more').waitFor(WAIT);
    await anna.card('shared and more').waitFor(WAIT);
    await leave();
  });

  test('a card moved by another keeps the caret of the one who types in it', async () => {
    const { anna, bo, leave } = await two('four');
    await anna.add(/Touchpoints, 1\.1/, 'the end');
    await bo.card('the end').waitFor(WAIT);
    const field = await anna.edit('the end');
    await field.evaluate((node: HTMLTextAreaElement) => node.setSelectionRange(0, 0));
    await anna.page.keyboard.type('AB');
    await bo.card('ABthe end').focus();
    await bo.page.keyboard.press('Alt+ArrowRight');
    await expect
      .poll(
        () =>
          bo.page
            .getByRole('gridcell', { name: /Touchpoints, 2\.1/ })
            .locator('[data-card]')
            .count(),
        WAIT,
      )
      .toBe(1);
    await expect
      .poll(
        () =>
          anna.page
            .getByRole('gridcell', { name: /Touchpoints, 2\.1/ })
            .locator('textarea')
            .count(),
        WAIT,
      )
      .toBe(1);
    await anna.page.keyboard.type('CD');
    await bo.card('ABCDthe end').waitFor(WAIT);
    await leave();
  });

  test('undo while typing leaves the field open; undo does not take a card from under others', async () => {
    const { anna, bo, leave } = await two('four');
    await anna.add(/Touchpoints, 1\.1/, 'mine');
    await bo.edit('mine');
    await bo.page.keyboard.type(' and his');
    await bo.page.keyboard.press('Control+z');
    await bo.page.keyboard.type(' and Bo’s');
    await anna.card('mine and Bo’s').waitFor(WAIT);
    for (let i = 0; i < 3; i++) await anna.page.keyboard.press('Control+z');
    await anna.card('and Bo’s').waitFor(WAIT);
    expect(await bo.page.locator('[data-card] textarea').inputValue()).toContain('and Bo’s');
    await leave();
  });

  test('the undo beside "Card deleted" brings that card back, whatever was done since', async () => {
    const { anna, leave } = await two('four');
    await anna.add(/Touchpoints, 1\.1/, 'first');
    await anna.add(/Touchpoints, 2\.1/, 'second');
    await anna.card('first').focus();
    await anna.page.keyboard.press('Delete');
    await anna.edit('second');
    await anna.page.keyboard.type(' card');
    await anna.page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await anna.card('first').waitFor(WAIT);
    await anna.card('second card').waitFor(WAIT);
    await leave();
  });

  test('[C9] a browser that keeps nothing still opens boards and saves', async () => {
    const board = await createTestBoard(setup.server.url, 'four', 'en');
    const person = await TestPerson.openAs(setup.browser, { name: 'Ida' });
    await person.context.addInitScript(() => {
      const refuse = () => {
        throw new DOMException('no', 'SecurityError');
      };
      IDBFactory.prototype.open = refuse;
      Storage.prototype.setItem = refuse;
    });
    await person.open(board.links.participant);
    await person.add(/Touchpoints, 1\.1/, 'kept on the server');
    await person.expectWord('saved');
    await expect
      .poll(async () => (await board.snapshot()).cards.map((c) => c.text), WAIT)
      .toEqual(['kept on the server']);
    expect(person.complaints).toEqual([]);
    await person.leave();
  });

  test('[C8] coming back, the board goes on from the edit it has, and is not sent whole again', async () => {
    const { anna, bo, leave } = await two('membership-loop');
    await anna.add(/Pain points, 1\.1/, 'seen before');
    await bo.card('seen before').waitFor(WAIT);
    await bo.expectWord('saved');
    const asked: string[] = [];
    const bytes: number[] = [];
    bo.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    bo.page.on('websocket', (socket) => {
      asked.push(socket.url());
      socket.on('framereceived', ({ payload }) => bytes.push(payload.length));
    });
    await bo.page.reload();
    await bo.card('seen before').waitFor(WAIT);
    await anna.add(/Pain points, 1\.1/, 'seen after');
    await bo.card('seen after').waitFor(WAIT);
    expect(asked.filter((address) => /[?&]since=[1-9]/.test(address))).toHaveLength(1);
    expect(asked.filter((address) => address.endsWith('/snapshot'))).toEqual([]);
    // The whole board is 15 kB.
    expect(bytes.reduce((sum, length) => sum + length, 0)).toBeLessThan(5_000);
    await leave();
  });
});
