/** Names come from Slack when Slack gives them in time. Against Slack's double, with the real WebClient. */
import { createLog } from '@samrejse/runtime/log';
import { createManualClock } from '@samrejse/runtime/testing/manual-clock';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SlackDouble, startSlackDouble } from '../../testing/slack-double/slack-double.ts';
import { LIMITS } from '../limits.ts';
import { boltLogger } from './log.ts';
import { createPeople } from './people.ts';

const log = createLog('silent');
const clock = createManualClock();
let slack: SlackDouble;

beforeEach(async () => {
  slack = await startSlackDouble();
});
afterEach(() => slack.stop());

const people = (retries = 0) => {
  const options = { slackApiUrl: `${slack.apiUrl}/`, retryConfig: { retries }, logger: boltLogger(log) };
  return createPeople({ client: new WebClient(slack.workspace.botToken, options), clock, limits: LIMITS, log });
};
const karen = { team: 'T0', user: 'U0KAREN', userName: 'karen.holm' };

test('the display name, else the real one', async () => {
  const { personOf } = people();
  expect(await personOf(karen)).toEqual({ id: 'slack:T0:U0KAREN', name: 'Karen' });
  expect((await personOf({ ...karen, user: 'U0OLOF' })).name).toBe('Olof Åkesson');
});

test('known for an hour, also while Slack is away', async () => {
  const { personOf } = people();
  await personOf(karen);
  slack.setDown(true);
  expect((await personOf(karen)).name).toBe('Karen');
  await clock.pass(LIMITS.nameCacheMs);
  // It may have changed meanwhile, and is still better than the name in the payload.
  expect((await personOf(karen)).name).toBe('Karen');
});

test('what the payload says where Slack knows nobody, fails or is slow', async () => {
  expect((await people().personOf({ ...karen, user: 'U0NOBODY' })).name).toBe('karen.holm');
  slack.setDown(true);
  expect((await people().personOf(karen)).name).toBe('karen.holm');
  const slow = people(10).personOf({ ...karen, userName: '' });
  await clock.pass(LIMITS.nameTimeoutMs);
  expect((await slow).name).toBe('U0KAREN');
});
