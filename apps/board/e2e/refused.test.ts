import { encodeMessage } from '@samrejse/model/wire/messages';
import { describe, expect, test } from 'vitest';
import { createTestBoard, TestPerson, WAIT } from './people.ts';
import { serverAndBrowser } from './setup.ts';

const isUpdate = (frame: string | Buffer): boolean => typeof frame !== 'string' && frame[0] === 0 && frame[1] === 2;

describe('when the server does not take an edit', () => {
  const setup = serverAndBrowser();

  test('[C15] the board goes back to what everyone sees, and offers the author what they had written', async () => {
    const board = await createTestBoard(setup.server.url, 'four', 'en');
    const person = await TestPerson.openAs(setup.browser, { name: 'Ida' });
    let refusing = false;
    let frames = 0;
    // A relay between the real client and the real server: it swallows edits and answers that they were too large.
    await person.page.routeWebSocket(/\/sync\//, (socket) => {
      const upstream = socket.connectToServer();
      frames = 0;
      socket.onMessage((frame) => {
        if (typeof frame !== 'string' && frame[0] === 0 && frame[1] !== 0) frames++;
        if (refusing && isUpdate(frame)) {
          socket.send(Buffer.from(encodeMessage({ type: 'refused', frame: frames, reason: 'too-large' })));
        } else upstream.send(frame);
      });
    });
    await person.open(board.links.participant);
    await person.add(/Touchpoints, 1\.1/, 'kept');
    await person.expectWord('saved');
    refusing = true;
    await person.page.getByRole('gridcell', { name: /Pain points, 1\.1/ }).focus();
    await person.page.keyboard.press('n');
    refusing = true;
    const dialog = person.page.getByRole('dialog', { name: 'The server did not take your last edits' });
    await dialog.waitFor(WAIT);
    refusing = false;
    await dialog.getByRole('button', { name: 'OK' }).click();
    await person.card('kept').waitFor(WAIT);
    expect(await person.page.getByTestId('card').count()).toBe(1);

    // Again, with words in it this time.
    const field = await person.edit('kept');
    await field.evaluate((node: HTMLTextAreaElement) => node.setSelectionRange(node.value.length, node.value.length));
    refusing = true;
    await person.page.keyboard.insertText(' and a sentence nobody else has');
    await dialog.waitFor(WAIT);
    refusing = false;
    expect(await dialog.getByRole('textbox').inputValue()).toBe('kept and a sentence nobody else has');
    // Of all texts of the board, a reload needs only those that the server does not have.
    const stored = await person.page.evaluate((key) => localStorage.getItem(key), `samrejse:refused:${board.id}`);
    expect(JSON.parse(stored ?? '')).toMatchObject({
      texts: [[expect.stringMatching(/^cards\/.+\/text$/), 'kept and a sentence nobody else has']],
    });
    await dialog.getByRole('button', { name: 'OK' }).click();
    await expect.poll(() => person.texts(), WAIT).toEqual(['kept']);
    await person.page.reload();
    await expect.poll(() => person.texts(), WAIT).toEqual(['kept']);
    await person.add(/Touchpoints, 2\.1/, 'and on it goes');
    await person.expectWord('saved');
    expect((await board.snapshot()).cards.map((card) => card.text).sort()).toEqual(['and on it goes', 'kept']);
    await person.leave();
  });
});
