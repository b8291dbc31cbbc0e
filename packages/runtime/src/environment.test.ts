import * as v from 'valibot';
import { expect, test } from 'vitest';
import { type Environment, httpAddress, port, readEnvironment, required } from './environment.ts';
import { StartError } from './start-error.ts';

const schema = v.object({
  PORT: v.optional(port('PORT'), '4000'),
  ADDRESS: v.optional(httpAddress('ADDRESS', 'https://boards.example.org')),
  TOKEN: v.pipe(required('TOKEN', 'Set it to a long word.'), v.minLength(5, 'TOKEN must have at least 5 characters.')),
});
const read = (environment: Environment) => readEnvironment(schema, { TOKEN: 'a long word', ...environment });

test('what is absent, empty or blank has its default', () => {
  expect(read({})).toEqual({ PORT: 4000, TOKEN: 'a long word' });
  expect(read({ PORT: '', ADDRESS: '  ' })).toEqual({ PORT: 4000, TOKEN: 'a long word' });
});

test('what is set is read as what it means', () => {
  expect(read({ PORT: '0', ADDRESS: 'https://x.example/a//' })).toMatchObject({
    PORT: 0,
    ADDRESS: 'https://x.example/a',
  });
});

test.each([
  [{ TOKEN: ' ' }, 'TOKEN is missing. Set it to a long word.'],
  [{ TOKEN: 'word' }, 'TOKEN must have at least 5 characters.'],
  [{ PORT: '70000' }, 'PORT must be a number from 0 to 65535 (0: any free one).'],
  [{ ADDRESS: 'x.example' }, 'ADDRESS must be an address such as https://boards.example.org.'],
  [{ ADDRESS: 'ftp://x.example' }, 'ADDRESS must begin with http:// or https://.'],
])('%j: one line that says what to do', (environment, line) => {
  expect(() => read(environment)).toThrow(new StartError(line));
});

test('one line for each setting that is wrong', () => {
  expect(() => read({ TOKEN: '', PORT: 'http' })).toThrow(
    new StartError(
      'PORT must be a number from 0 to 65535 (0: any free one).\nTOKEN is missing. Set it to a long word.',
    ),
  );
});
