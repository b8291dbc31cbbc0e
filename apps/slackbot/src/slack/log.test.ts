import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Log } from '@samrejse/runtime/log';
import { expect, test } from 'vitest';
import { boltLogger, createBotLog, scrub } from './log.ts';

const logged = async (write: (log: Log) => void): Promise<string> => {
  const stream = new PassThrough();
  write(createBotLog('debug', { to: stream }));
  stream.end();
  return text(stream);
};

test.each([
  ['xoxb-123-abc', 'xoxb'],
  ['xapp-1-A0-abc', 'xapp'],
  ['https://hooks.slack.com/commands/T0/1/abc', 'hooks.slack.com'],
  ['{"response_url":"http://127.0.0.1:1/actions/abc"}', 'actions/abc'],
  ['trigger_id: 123.abc', '123.abc'],
  ['http://127.0.0.1:4000/b/B1#token=secretsecret', 'secretsecret'],
  ['ws://127.0.0.1:1/link/?ticket=abcabc', 'abcabc'],
])('scrub %s', (said, secret) => {
  expect(scrub(`it said ${said} there`)).not.toContain(secret);
});

test('[B15] no secret gets into the log, as a field, in a text or in an error', async () => {
  const out = await logged((log) => {
    log.info({ responseUrl: 'http://s3cret', stored: { token: 's3cret', dedupeKey: 'cmd:T0:s3cret' } }, 'token=s3cret');
    log.error({ err: new Error('POST https://hooks.slack.com/s3cret failed') }, 'failed');
    boltLogger(log).error('xoxb-s3cret', new Error('xapp-s3cret'));
    boltLogger(log).debug('{"token":"s3cret"}');
  });
  expect(out).toContain('failed');
  expect(out).not.toContain('s3cret');
});
