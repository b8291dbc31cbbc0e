import { describe, expect, test } from 'vitest';
import { createTestBoard, TestPerson, WAIT } from './people.ts';
import { serverAndBrowser } from './setup.ts';

const secondsOn = async (person: TestPerson): Promise<number> => {
  const shown = (await person.page.getByTestId('clock').textContent(WAIT)) ?? '';
  const [minutes = 0, seconds = 0] = shown.split(':').map(Number);
  return minutes * 60 + seconds;
};

/** Read at one moment, all see the same second; two reads in a row may straddle a tick. */
const expectSameSecond = (...people: TestPerson[]) =>
  expect
    .poll(async () => {
      const seconds = await Promise.all(people.map(secondsOn));
      return Math.max(...seconds) - Math.min(...seconds);
    }, WAIT)
    .toBe(0);

describe('the clock', () => {
  const setup = serverAndBrowser();

  test('[R32] everybody sees the same second, after a reload and after a restarted server too; only the facilitator runs it', async () => {
    const board = await createTestBoard(setup.server.url, 'four', 'en');
    const lead = await TestPerson.openAs(setup.browser, { name: 'Lea' });
    const guest = await TestPerson.openAs(setup.browser, { name: 'Gus' });
    await lead.open(board.links.facilitator);
    await guest.open(board.links.participant);
    expect(await guest.page.getByRole('button', { name: 'Start an item' }).count()).toBe(0);

    await lead.page.getByRole('button', { name: 'Start an item' }).click();
    await lead.page.getByLabel('What to do').fill('Write touchpoints');
    await lead.page.getByLabel('Minutes').first().fill('8');
    await lead.page.getByRole('button', { name: 'Start', exact: true }).click();
    await guest.page.getByText('Write touchpoints').waitFor(WAIT);
    expect(await secondsOn(guest)).toBeGreaterThan(470);
    await expectSameSecond(lead, guest);
    expect(await guest.page.getByRole('button', { name: 'Pause' }).count()).toBe(0);

    const refused = await guest.page.evaluate(
      async ({ id, token }) => {
        const response = await fetch(`/api/boards/${id}/session/commands`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ command: 'end' }),
        });
        return response.status;
      },
      { id: board.id, token: new URL(board.links.participant).hash.replace('#token=', '') },
    );
    expect(refused).toBe(403);

    await guest.page.reload();
    await expectSameSecond(lead, guest);
    await lead.page.getByRole('button', { name: '+1 min' }).click();
    await expect.poll(() => secondsOn(guest), WAIT).toBeGreaterThan(500);

    await lead.page.getByRole('button', { name: 'Pause' }).click();
    await guest.page.getByText('Paused').waitFor(WAIT);
    const frozen = await secondsOn(guest);
    await setup.server.kill();
    await setup.server.start();
    await lead.expectWord('saved');
    await expectSameSecond(lead, guest);
    expect(await secondsOn(guest)).toBe(frozen);

    await lead.page.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => secondsOn(guest), WAIT).toBeLessThan(frozen);
    await expectSameSecond(lead, guest);
    await lead.page.getByRole('button', { name: 'End item' }).click();
    await guest.page.getByText('Item ended').waitFor(WAIT);
    await lead.leave();
    await guest.leave();
  });

  test('a step that runs out says so to everybody', async () => {
    const board = await createTestBoard(setup.server.url, 'four', 'sv');
    const guest = await TestPerson.openAs(setup.browser, { name: 'Gus', language: 'sv' });
    await guest.open(board.links.participant);
    await fetch(`${setup.server.url}/api/boards/${board.id}/session/commands`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${new URL(board.links.facilitator).hash.replace('#token=', '')}`,
        'content-type': 'application/json',
      },
      // A quarter of a minute is the shortest step there is; a minute less leaves its last second.
      body: JSON.stringify({ command: 'start', title: 'Kort', minutes: 0.25 }),
    });
    await guest.page.getByText('Kort', { exact: true }).waitFor(WAIT);
    await fetch(`${setup.server.url}/api/boards/${board.id}/session/commands`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${new URL(board.links.facilitator).hash.replace('#token=', '')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ command: 'extend', minutes: -1 }),
    });
    await guest.page.getByText('Tiden är ute').waitFor(WAIT);
    await guest.leave();
  });
});
