/** Settings from the environment, read once at the start by a schema. */
import * as v from 'valibot';
import { StartError } from './start-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting without a default. Absent, it is refused with `<name> is missing.` and with `how`, a sentence that says what to set. */
export const required = (name: string, how: string) =>
  v.pipe(v.optional(v.string(), ''), v.nonEmpty(`${name} is missing. ${how}`));

/** A port, as a number. 0 is any free one. */
export const port = (name: string) => {
  const line = `${name} must be a number from 0 to 65535 (0: any free one).`;
  return v.pipe(v.string(), v.regex(/^\d{1,5}$/, line), v.transform(Number), v.maxValue(65_535, line));
};

/** An http(s) address, without slashes at its end. */
export const httpAddress = (name: string, example: string) =>
  v.pipe(
    v.string(),
    v.url(`${name} must be an address such as ${example}.`),
    v.regex(/^https?:/, `${name} must begin with http:// or https://.`),
    v.transform((url) => url.replace(/\/+$/, '')),
  );

/** A setting of blanks is not set: `SLACK_APP_TOKEN=` in a file means that there is none. */
const isSet = (value: string | undefined): boolean => value !== undefined && value.trim() !== '';

/**
 * The environment as typed settings. Throws a StartError with one line for each setting that is wrong: which one, and how
 * to put it right. It throws, and does not return the lines, because nobody has anything to do with them but to print them
 * and end; the folder, the database and the port are refused in the same way, and one catch in `main` prints them all.
 */
export const readEnvironment = <T>(schema: v.GenericSchema<unknown, T>, environment: Environment): T => {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => isSet(value)));
  const parsed = v.safeParse(schema, set);
  if (parsed.success) return parsed.output;
  const lines = new Map<unknown, string>();
  for (const issue of parsed.issues) {
    // The first of a setting says enough: what is missing is also too short.
    const name = issue.path?.[0]?.key;
    if (!lines.has(name)) lines.set(name, issue.message);
  }
  throw new StartError([...lines.values()].join('\n'));
};
