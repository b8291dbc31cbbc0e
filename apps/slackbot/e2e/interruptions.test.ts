/** What happens to a line when something is away: the board, the bot, Slack. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ServerProcess } from '../../../scripts/testing/server-process.ts';
import type { Limits } from '../src/limits.ts';
import { startSlowProxy } from './slow-proxy.ts';
import {
  createBoard,
  KAREN,
  lastSeen,
  MODES,
  type RunningBot,
  startBot,
  startServer,
  type TestBoard,
  type,
} from './support.ts';

let server: ServerProcess;
let board: TestBoard;
let bot: RunningBot;

beforeEach(async () => {
  server = await startServer();
  board = await createBoard(server.url);
});
afterEach(async () => {
  await bot.dispose();
  await server.dispose();
});

/** The board is tried again at once: how the pauses grow is shown on a clock that tests move. */
const QUICK: Partial<Limits> = { firstRetryMs: 50, longestRetryMs: 200 };

const seenSoon = (text: string) => expect.poll(() => bot.slack.transcript(), { timeout: 30_000 }).toContain(text);
const link = () => type(bot, '/journey', `link ${board.links.participant}`);

describe.each(MODES)('in %s mode', (mode) => {
  test('[B6] the board is killed and comes back: the text arrives once, and the person is told', async () => {
    bot = await startBot({ mode, serverUrl: server.url, limits: QUICK });
    await link();
    await server.kill();
    expect(await type(bot, '/pain', '2.1 said while the board was away')).toBe(
      'The board is not answering. Your text is kept, and I will add it as soon as the board is back.\n>2.1 said while the board was away',
    );
    expect(await type(bot, '/journey', 'status')).toContain('not answering right now');
    await server.start();
    await seenSoon('Pain point added to *2.1 Search > Look it up*.\n>said while the board was away');
    expect(await board.slackCards()).toEqual(['pain: said while the board was away @ 2.1 by Karen (-1)']);
    await bot.slack.click({ ...KAREN, actionId: 'undo_card' });
    expect(await board.slackCards()).toEqual([]);
  });

  test('[B4] also when the bot is restarted meanwhile, and when its half hour to answer is over', async () => {
    bot = await startBot({ mode, serverUrl: server.url, limits: { ...QUICK, responseUrlMs: 0 } });
    await link();
    await server.kill();
    await type(bot, '/pain', '2.1 said before the restart');
    await bot.restart();
    await server.start();
    await seenSoon('Pain point added to *2.1 Search > Look it up*.\n>said before the restart');
    expect(bot.slack.scopesUsed()).toContain('chat:write');
    expect(await board.slackCards()).toHaveLength(1);
  });

  test('[B12] what waits can be taken back', async () => {
    bot = await startBot({ mode, serverUrl: server.url, limits: QUICK });
    await link();
    await server.kill();
    await type(bot, '/pain', '2.1 better not');
    expect(await type(bot, '/journey', 'undo')).toContain('I will remove the card as soon as it is back');
    await server.start();
    await seenSoon('Pain point removed from the board.\n>2.1 better not');
    expect(await board.slackCards()).toEqual([]);
  });

  test('[B5] a slow board: "Saving…" in time for Slack, the result when it is there', async () => {
    const proxy = await startSlowProxy(server.url);
    bot = await startBot({ mode, serverUrl: proxy.url, limits: QUICK });
    await type(bot, '/journey', `link ${board.links.participant.replace(server.url, proxy.url)}`);
    await bot.restart({ patienceMs: 100 });
    const release = proxy.hold();
    // The double of Slack gives a command three seconds, as Slack does. The board has not seen the line by then.
    expect(await type(bot, '/pain', 'slow but sure')).toContain('Saving…');
    expect(await board.slackCards()).toEqual([]);
    release();
    await seenSoon('Pain point added to the board’s inbox');
    expect(await board.slackCards()).toHaveLength(1);
    await proxy.close();
  });

  test('[B2] an answer that got lost on the way: the same card, not a second one', async () => {
    const proxy = await startSlowProxy(server.url);
    bot = await startBot({ mode, serverUrl: proxy.url, limits: QUICK });
    await type(bot, '/journey', `link ${board.links.participant.replace(server.url, proxy.url)}`);
    proxy.loseNextAnswer('POST');
    expect(await type(bot, '/pain', '2.1 once and only once')).toContain('Your text is kept');
    await seenSoon('Pain point added to *2.1 Search > Look it up*');
    expect(await board.slackCards()).toHaveLength(1);
    await proxy.close();
  });

  test('[B2] so too when a second attempt would have chosen another place', async () => {
    const proxy = await startSlowProxy(server.url);
    bot = await startBot({ mode, serverUrl: proxy.url, limits: QUICK });
    await type(bot, '/journey', `link ${board.links.participant.replace(server.url, proxy.url)}`);
    proxy.loseNextAnswer('POST');
    expect(await type(bot, '/pain', 'a thought without a place')).toContain('Your text is kept');
    expect(await type(bot, '/pain', '1.2 another with one')).toContain('*1.2 Need > Doubt*');
    await seenSoon('inbox, where anyone can place it.\n>a thought without a place');
    expect(await board.slackCards()).toHaveLength(2);
    await proxy.close();
  });

  test('[B14] a channel that the bot is not in: told in a message of one’s own', async () => {
    bot = await startBot({ mode, serverUrl: server.url, limits: { ...QUICK, responseUrlMs: 0 } });
    const hall = { user: KAREN.user, channel: 'C0HALL' };
    await type(bot, '/journey', `link ${board.links.participant}`, hall);
    await server.kill();
    await type(bot, '/pain', 'said in the hall', hall);
    await server.start();
    await seenSoon('#direct message Samrejse (only Karen): Pain point added');
  });
});

describe('Socket Mode', () => {
  const socketsSoon = (count: number) => expect.poll(() => bot.slack.sockets.open(), { timeout: 15_000 }).toBe(count);

  test('Slack asks for a new connection, and drops one: the bot comes back both times', async () => {
    bot = await startBot({ mode: 'socket', serverUrl: server.url });
    await link();
    bot.slack.sockets.requestRefresh();
    await socketsSoon(0);
    await socketsSoon(1);
    expect(await type(bot, '/pain', '1.1 after the refresh')).toContain('added to');
    bot.slack.sockets.drop();
    await socketsSoon(0);
    await socketsSoon(1);
    expect(await type(bot, '/pain', '1.1 after the drop')).toContain('added to');
    expect(lastSeen(bot)).toContain('after the drop');
  });
});
