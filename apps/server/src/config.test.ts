import { StartError } from '@samrejse/runtime/start-error';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

describe('the environment', () => {
  test('may be empty, and set to nothing is not set', () => {
    const defaults = { PORT: 4000, HOST: '127.0.0.1', DATA_DIR: './data', LOG_LEVEL: 'warn', LANG: 'en' };
    expect(readConfig({})).toEqual(defaults);
    expect(readConfig({ PORT: '', DATABASE_URL: '', REDIS_URL: '', SERVICE_TOKEN: '', PUBLIC_URL: '' })).toEqual(
      defaults,
    );
  });

  test('is read as what it means', () => {
    expect(readConfig({ PORT: '0', PUBLIC_URL: 'https://boards.example.org/', LANG: 'sv_SE.UTF-8' })).toMatchObject({
      PORT: 0,
      PUBLIC_URL: 'https://boards.example.org',
      LANG: 'sv',
    });
    expect(readConfig({ LANG: 'C.UTF-8' }).LANG).toBe('en');
    const { FRAME_ANCESTORS } = readConfig({ FRAME_ANCESTORS: ' http://127.0.0.1:* https://*.example.org ' });
    expect(FRAME_ANCESTORS).toEqual(['http://127.0.0.1:*', 'https://*.example.org']);
  });

  test.each([
    ['PORT', '99999', 'PORT must be a number from 0 to 65535 (0: any free one).'],
    ['PORT', 'http', 'PORT must be a number from 0 to 65535 (0: any free one).'],
    [
      'DATABASE_URL',
      'postgres://localhost/x',
      'DATABASE_URL is set, but PostgreSQL comes later. Unset it to use SQLite in DATA_DIR.',
    ],
    ['REDIS_URL', 'redis://localhost', 'REDIS_URL is set, but Redis comes later. Unset it: one server needs none.'],
    ['PUBLIC_URL', 'boards.example.org', 'PUBLIC_URL must be an address such as https://boards.example.org.'],
    ['PUBLIC_URL', 'ftp://example.org', 'PUBLIC_URL must begin with http:// or https://.'],
    [
      'FRAME_ANCESTORS',
      "https://a.example.org; script-src 'unsafe-inline'",
      'FRAME_ANCESTORS must be addresses such as https://intranet.example.org, with spaces between them.',
    ],
    ['SERVICE_TOKEN', 'short', 'SERVICE_TOKEN must have at least 16 characters, as from: openssl rand -hex 24'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.'],
  ])('with %s=%s is refused by one line that says what to do', (name, value, line) => {
    expect(() => readConfig({ [name]: value })).toThrow(new StartError(line));
  });
});
