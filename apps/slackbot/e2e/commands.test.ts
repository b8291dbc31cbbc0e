import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServerProcess } from '../../../scripts/testing/server-process.ts';
import { sign } from '../testing/slack-double/signing.ts';
import {
  createBoard,
  KAREN,
  lastSeen,
  MODES,
  OLOF,
  type RunningBot,
  startBot,
  startServer,
  type TestBoard,
  type,
} from './support.ts';

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.dispose());

describe.each(MODES)('in %s mode', (mode) => {
  let bot: RunningBot;
  let board: TestBoard;

  beforeEach(async () => {
    bot = await startBot({ mode, serverUrl: server.url });
    board = await createBoard(server.url);
  });
  afterEach(() => bot.dispose());

  const link = () => type(bot, '/journey', `link ${board.links.participant}`);
  const cards = async (): Promise<number> => (await board.slackCards()).length;

  test('[B8] a channel without a board: how to link it, and the text back', async () => {
    const seen = await type(bot, '/pain', '2.1 form loses my data');
    expect(seen).toContain('not linked to a board yet');
    expect(seen).toContain('/journey link <board link>');
    expect(seen).toContain('>2.1 form loses my data');
    // Not a repetition once there is a board.
    await link();
    expect(await type(bot, '/pain', '2.1 form loses my data')).toContain('added to *2.1 Search > Look it up*');
  });

  test('[B11] a pain point by number, by name, with a slip; the person acts, not the bot', async () => {
    expect(await link()).toContain('is now linked to');
    expect(await type(bot, '/pain', '2.1 three kinds of card & no <advice>')).toBe(
      'Pain point added to *2.1 Search > Look it up*.\n>three kinds of card & no <advice>\n(🙁 dissatisfied)\n[Undo] [Open board]',
    );
    expect(await type(bot, '/pain', 'Choose > Pick a pass: nobody helps -2', OLOF)).toContain(
      '*3.2 Choose > Pick a pass*',
    );
    expect(await type(bot, '/pain', 'lok it up: no prices')).toContain('You wrote “lok it up”.');
    expect(await type(bot, '/pain', 'Serach: slow')).toMatch(/\*2\.1 Search > Look it up\*[\s\S]*You wrote “Serach”/);
    expect(await board.slackCards()).toEqual(
      expect.arrayContaining([
        'pain: three kinds of card & no <advice> @ 2.1 by Karen (-1)',
        'pain: nobody helps @ 3.2 by Olof Åkesson (-2)',
        'pain: slow @ 2.1 by Karen (-1)',
      ]),
    );
  });

  test('a touchpoint with a channel, in the words of another language', async () => {
    await link();
    expect(await type(bot, '/touchpoint', '2.1 prices via hjemmeside :)')).toContain(
      '(🙂 satisfied  ·  Channel: Website)',
    );
    expect(await board.slackCards()).toEqual(['touchpoint: prices @ 2.1 by Karen (website 1)']);
  });

  test('[B8] what cannot be placed lands in the inbox; the next line goes where the last one went', async () => {
    await link();
    expect(await type(bot, '/pain', 'Note: customers hate this')).toContain(
      'added to the board’s inbox, where anyone can place it',
    );
    await type(bot, '/pain', '1.2 pictures show only experts');
    expect(await type(bot, '/journey', 'pain and they are old')).toMatch(
      /\*1\.2 Need > Doubt\*[\s\S]*The same step as your last one/,
    );
    expect(await type(bot, '/pain', 'not mine', OLOF)).toContain('inbox');
    expect(await board.slackCards()).toContain('pain: Note: customers hate this @ inbox by Karen (-1)');
  });

  test('[B12] undo by button, put back, and undo by command; one’s own, the last first', async () => {
    await link();
    await type(bot, '/pain', '1.1 first');
    await type(bot, '/pain', '1.1 second');
    await type(bot, '/pain', '1.1 of another', OLOF);
    await bot.slack.click({ ...KAREN, actionId: 'undo_card', within: 'first' });
    expect(bot.slack.transcript()).toContain('Pain point removed from the board.\n>1.1 first\n[Restore]');
    expect(await cards()).toBe(2);
    await bot.slack.click({ ...KAREN, actionId: 'add_again', within: 'removed' });
    expect(await cards()).toBe(3);
    expect(await type(bot, '/journey', 'undo')).toContain('>1.1 first');
    expect(await type(bot, '/journey', 'fortryd')).toContain('>1.1 second');
    expect(await type(bot, '/journey', 'undo')).toContain('nothing here that can be undone');
    expect(await board.slackCards()).toEqual(['pain: of another @ 1.1 by Olof Åkesson (-1)']);
  });

  test('[B1] delivered twice: done once, answered the same; a button as well', async () => {
    await link();
    const first = await bot.slack.slash({ ...KAREN, command: '/pain', text: '1.1 once' });
    const second = await bot.slack.redeliver(first);
    expect(second.answer).toEqual(first.answer);
    expect(await cards()).toBe(1);
    const undo = await bot.slack.click({ ...KAREN, actionId: 'undo_card' });
    await bot.slack.redeliver(undo);
    expect(await cards()).toBe(0);
    const again = await bot.slack.click({ ...KAREN, actionId: 'add_again' });
    await bot.slack.redeliver(again);
    expect(await cards()).toBe(1);
    const undoByCommand = await bot.slack.slash({ ...KAREN, command: '/journey', text: 'undo' });
    await type(bot, '/pain', '1.1 something new');
    expect((await bot.slack.redeliver(undoByCommand)).answer).toEqual(undoByCommand.answer);
    expect(await cards()).toBe(1);
  });

  test('[B3] typed twice within two minutes: once, unless meant', async () => {
    await link();
    await type(bot, '/pain', '1.1 form loses my data');
    expect(await type(bot, '/pain', '1.1  Form loses my DATA')).toContain('You just added this');
    expect(await cards()).toBe(1);
    await bot.slack.click({ ...KAREN, actionId: 'add_again', within: 'You just added this' });
    expect(await cards()).toBe(2);
    expect(await type(bot, '/pain', '1.1 form loses my data', OLOF)).toContain('added to');
    expect(await type(bot, '/touchpoint', '1.1 form loses my data')).toContain('added to');
  });

  test('[B11] links: a viewer’s, another server’s, a broken one, an unknown one; a facilitator’s becomes a participant’s', async () => {
    expect(await type(bot, '/journey', `link ${board.links.viewer}`)).toContain('viewer’s link');
    expect(await type(bot, '/journey', `link https://elsewhere.example/b/${board.id}#token=abcdefgh`)).toContain(
      'another server',
    );
    expect(await type(bot, '/journey', 'link the retro')).toContain('cannot read that as a board’s link');
    expect(await type(bot, '/journey', `link ${server.url}/b/${board.id}#token=abcdefghijkl`)).toContain(
      'does not know that link',
    );
    expect(await type(bot, '/pain', 'still no board')).toContain('not linked');
    expect(await type(bot, '/journey', `link ${board.links.facilitator}`)).toContain('is now linked');
    const button = JSON.stringify(bot.slack.seenBy(KAREN.user).at(-1));
    expect(button).toContain(board.links.participant);
    expect(button).not.toContain(board.links.facilitator.split('=').at(-1));
    const token = new URL(board.links.participant).hash.replace('#token=', '');
    expect(await type(bot, '/journey', `link ${board.id} ${token}`)).toContain('is now linked');
  });

  test('status, help, unlink, and what nobody knows', async () => {
    expect(await type(bot, '/journey', 'status')).toContain('not linked');
    await link();
    expect(await type(bot, '/journey', 'status')).toContain('No session is running.');
    expect(await type(bot, '/journey', '')).toContain('One line becomes a card');
    expect(await type(bot, '/pain', ' ')).toContain('write it in one line');
    expect(await type(bot, '/journey', 'statsu')).toContain('Did you mean `/journey status`?');
    expect(await type(bot, '/retro', 'now')).toContain('I do not know “/retro”');
    expect(await type(bot, '/journey', 'unlink')).toContain('no longer linked');
    expect(await type(bot, '/pain', 'too late')).toContain('not linked');
  });

  test('[B14] a Danish board is answered in Danish', async () => {
    const danish = await createBoard(server.url, { language: 'da' });
    expect(await type(bot, '/journey', `link ${danish.links.participant}`)).toContain('er nu forbundet med');
    expect(await type(bot, '/pain', '2.1 tre slags kort via telefon')).toMatch(
      /^Smertepunkt tilføjet til \*2\.1 [\s\S]*Kanal: Telefon/,
    );
  });

  test('[B8] a line that is too long: nothing added, nothing lost', async () => {
    await link();
    const long = `${'so much to say & '.repeat(150)}the end`;
    const seen = await type(bot, '/pain', long);
    expect(seen).toContain('Nothing was added');
    expect(seen).toContain('the end');
    expect(await cards()).toBe(0);
  });

  test('the scopes that are used are those the manifest asks for', async () => {
    await link();
    await type(bot, '/pain', '1.1 once');
    await bot.stopBot();
    const manifest = JSON.parse(await readFile(new URL('../manifest.json', import.meta.url), 'utf8'));
    const asked: string[] = manifest.oauth_config.scopes.bot;
    // Commands need theirs to arrive at all; messages after the time for an answer need chat:write.
    expect([...new Set(['commands', 'chat:write', ...bot.slack.scopesUsed()])].sort()).toEqual([...asked].sort());
    expect(manifest.features.slash_commands.map(({ command }: { command: string }) => command)).toEqual([
      '/journey',
      '/pain',
      '/touchpoint',
    ]);
    expect(lastSeen(bot)).toContain('added');
  });
});

test('[B13] a request that Slack did not sign is refused', async () => {
  const bot = await startBot({ mode: 'http', serverUrl: server.url });
  const delivery = await bot.slack.slash({ ...KAREN, command: '/journey', text: 'help' });
  expect(delivery.ok).toBe(true);
  const body = new URLSearchParams({ command: '/pain', text: 'forged', team_id: 'T0' }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const url = bot.url();
  const post = async (more: object) =>
    (await fetch(url, { method: 'POST', headers: { ...headers, ...more }, body })).status;
  expect(await post({})).toBe(401);
  expect(await post(sign('another-secret', body, Date.now()))).toBe(401);
  expect(await post(sign(bot.slack.workspace.signingSecret, body, Date.now() - 6 * 60_000))).toBe(401);
  await bot.dispose();
});

test('a service token that the server does not know is the operator’s trouble: the text is kept', async () => {
  const bot = await startBot({ mode: 'http', serverUrl: server.url, serviceToken: 'another-secret-altogether' });
  const board = await createBoard(server.url);
  await type(bot, '/journey', `link ${board.links.participant}`);
  expect(await type(bot, '/pain', '1.1 from a stranger')).toContain('Your text is kept');
  expect(await board.slackCards()).toEqual([]);
  await bot.dispose();
});

test('[B8] a link that was revoked, or a board that is gone: said so, and the text given back', async () => {
  const bot = await startBot({ mode: 'http', serverUrl: server.url });
  const board = await createBoard(server.url);
  await type(bot, '/journey', `link ${board.links.participant}`);
  bot.breakLink();
  const seen = await type(bot, '/pain', '1.1 too late');
  expect(seen).toContain('link no longer works');
  expect(seen).toContain('>1.1 too late');
  expect(await type(bot, '/journey', 'status')).toContain('no longer works');
  await bot.dispose();
});
