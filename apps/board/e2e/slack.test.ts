import { describe, expect, test } from 'vitest';
import { MODES, startBot, startServer, type as typeInSlack } from '../../slackbot/e2e/support.ts';
import { createTestBoard, TestPerson, WAIT } from './people.ts';
import { serverAndBrowser } from './setup.ts';

describe.each(MODES)('a line typed in Slack, %s mode', (mode) => {
  const setup = serverAndBrowser(startServer);

  test('is a card on the boards that are open, and goes when it is undone', async () => {
    const bot = await startBot({ mode, serverUrl: setup.server.url });
    const board = await createTestBoard(setup.server.url, 'membership-loop', 'en');
    const person = await TestPerson.openAs(setup.browser, { name: 'Ida', viewport: { width: 3200, height: 1300 } });
    await person.open(board.links.participant);
    await typeInSlack(bot, '/journey', `link ${board.links.participant}`);
    const typedAt = performance.now();
    await typeInSlack(bot, '/pain', '1.2 nobody answers on Fridays via phone');
    await person.card('nobody answers on Fridays').waitFor(WAIT);
    // Reported, not judged: how long it takes says as much of the machine.
    process.stdout.write(`from Slack to the open board, ${mode} mode: ${Math.round(performance.now() - typedAt)} ms\n`);
    expect(await person.card('nobody answers on Fridays').getAttribute('aria-label')).toMatch(/Karen.*from Slack/);
    await typeInSlack(bot, '/pain', 'it all feels rather cold somewhere');
    await typeInSlack(bot, '/journey', 'undo');
    await typeInSlack(bot, '/journey', 'undo');
    await person.card('nobody answers on Fridays').waitFor({ ...WAIT, state: 'detached' });
    await person.leave();
    await bot.dispose();
  });
});
