import { StartError } from '@samrejse/runtime/start-error';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const GOOD = {
  SERVICE_TOKEN: 'a-secret-of-sixteen',
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_APP_TOKEN: 'xapp-1',
};

const read = (more: Record<string, string | undefined>) => readConfig({ ...GOOD, ...more });

test('an app token means Socket Mode; everything else has its default', () => {
  expect(read({})).toEqual({
    serverUrl: 'http://127.0.0.1:4000',
    publicUrl: 'http://127.0.0.1:4000',
    serviceToken: 'a-secret-of-sixteen',
    botToken: 'xoxb-1',
    slackApiUrl: 'https://slack.com/api/',
    connection: { mode: 'socket', appToken: 'xapp-1' },
    dataDir: './data',
    logLevel: 'info',
  });
});

test('without one, HTTP mode', () => {
  const http = read({ SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: '12345678', SLACK_PORT: '4005', HOST: '0.0.0.0' });
  expect(http).toMatchObject({
    connection: { mode: 'http', signingSecret: '12345678', host: '0.0.0.0', port: 4005 },
  });
});

test('a slash at the end of an address is no difference', () => {
  expect(read({ SERVER_URL: 'https://board.example/', SLACK_API_URL: 'http://127.0.0.1:9/api/' })).toMatchObject({
    serverUrl: 'https://board.example',
    slackApiUrl: 'http://127.0.0.1:9/api/',
  });
});

test.each([
  [{ SERVICE_TOKEN: undefined }, 'SERVICE_TOKEN is missing. Set it to the SERVICE_TOKEN of the board server.'],
  [{ SERVICE_TOKEN: 'short' }, 'SERVICE_TOKEN must have at least 16 characters, as from: openssl rand -hex 24'],
  [{ SLACK_BOT_TOKEN: undefined }, 'SLACK_BOT_TOKEN is missing. Set it to the Bot User OAuth Token of the Slack app.'],
  [{ SLACK_BOT_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN must begin with xoxb-.'],
  [{ SLACK_APP_TOKEN: 'xoxb-1' }, 'SLACK_APP_TOKEN must begin with xapp-.'],
  [
    { SLACK_APP_TOKEN: '' },
    'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode) is missing. Set one of the two; both are in the settings of the Slack app.',
  ],
  [{ SERVER_URL: 'board.example' }, 'SERVER_URL must be an address such as https://boards.example.org.'],
  [{ SLACK_PORT: '70000' }, 'SLACK_PORT must be a number from 0 to 65535 (0: any free one).'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.'],
  [
    { SERVICE_TOKEN: '', SLACK_BOT_TOKEN: '' },
    'SERVICE_TOKEN is missing. Set it to the SERVICE_TOKEN of the board server.\nSLACK_BOT_TOKEN is missing. Set it to the Bot User OAuth Token of the Slack app.',
  ],
])('%j: one clear line for each', (more, message) => {
  expect(() => read(more)).toThrow(new StartError(message));
});
