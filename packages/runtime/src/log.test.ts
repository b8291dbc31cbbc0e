import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { sql } from './drizzle.ts';
import { createLog, type Log, type LogOptions } from './log.ts';
import { openSqlite } from './sqlite.ts';

const logged = (write: (log: Log) => void, options: LogOptions = {}): string => {
  let lines = '';
  const to = {
    write: (line: string) => {
      lines += line;
    },
  };
  write(createLog('debug', { ...options, to }));
  return lines;
};

const thrown = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('it should have failed');
};

test('[R33] [B15] a failed query is logged with its cause, and without what was to be stored', () => {
  const migrations = fileURLToPath(new URL('../testing/migrations', import.meta.url));
  const { db, close } = openSqlite(':memory:', { migrations });
  const error = thrown(() => db.run(sql`insert into nowhere values (${'the customer is in tears'})`));
  close();
  const line = logged((log) => log.error({ err: error, board: 'b' }, 'not saving'));
  expect(JSON.parse(line)).toMatchObject({
    board: 'b',
    msg: 'not saving',
    err: { type: 'SqliteError', message: 'no such table: nowhere' },
  });
  expect(line).not.toContain('tears');
});

test('what could not be read is not quoted', () => {
  const error = thrown(() => JSON.parse('{"token": secret}'));
  const line = logged((log) => log.warn({ err: error }, 'odd'));
  expect(line).not.toContain('secret');
  expect(JSON.parse(line).err.stack[0]).toMatch(/^at JSON\.parse/);
});

test('[B15] a value that does not fit its schema is not quoted; its place is named', () => {
  const schema = v.object({ card: v.object({ kind: v.picklist(['pain']) }) });
  const error = thrown(() => v.parse(schema, { card: { kind: 'what a customer wrote' } }));
  const line = logged((log) => log.warn({ err: error }, 'odd'));
  expect(line).not.toContain('wrote');
  expect(JSON.parse(line).err).toMatchObject({ type: 'ValiError', message: 'card.kind' });
});

test('what is thrown and no error has a name, and no contents', () => {
  const line = logged((log) => log.error({ err: 'a card text' }, 'odd'));
  expect(line).not.toContain('card text');
  expect(JSON.parse(line)).toMatchObject({ msg: 'odd', err: { type: 'string', message: '' } });
});

test('the cause of an error stands beside it, as safe as the error itself, and never without end', () => {
  const cause = thrown(() => JSON.parse('a card text'));
  const line = logged((log) => log.warn({ err: new Error('no answer', { cause }) }, 'odd'));
  expect(line).not.toContain('card text');
  expect(JSON.parse(line).err).toMatchObject({ message: 'no answer', cause: { type: 'SyntaxError', message: '' } });
  const circular = new Error('one');
  circular.cause = circular;
  expect(logged((log) => log.warn({ err: circular }, 'odd'))).toContain('"message":"one"');
});

test('a secret is replaced in a text, in an error and in its cause; a field is replaced by its name', () => {
  const line = logged(
    (log) => {
      const err = new Error('key=abc refused', { cause: new Error('key=abc unknown') });
      log.error({ err, token: 'abc', link: { token: 'abc' } }, 'with key=abc');
    },
    { app: 'one', secrets: [/(key=)\w+/g], secretFields: ['token'] },
  );
  expect(line).not.toContain('abc');
  expect(JSON.parse(line)).toMatchObject({
    app: 'one',
    msg: 'with key=[redacted]',
    err: { message: 'key=[redacted] refused', cause: { message: 'key=[redacted] unknown' } },
  });
});
