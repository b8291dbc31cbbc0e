import { LANGUAGES, type Language } from '@samrejse/model/words/enumerations';
import * as v from 'valibot';
import { StartError } from './errors.ts';
import { LOG_LEVELS } from './log.ts';

const PORT_LINE = 'PORT must be a number from 0 to 65535 (0: any free one).';
const port = v.pipe(v.string(), v.regex(/^\d{1,5}$/, PORT_LINE), v.transform(Number), v.maxValue(65_535, PORT_LINE));

const publicUrl = v.pipe(
  v.string(),
  v.url('PUBLIC_URL must be an address such as https://boards.example.org.'),
  v.regex(/^https?:/, 'PUBLIC_URL must begin with http:// or https://.'),
  v.transform((url) => url.replace(/\/+$/, '')),
);

const later = (line: string) => v.custom<never>(() => false, line);

const serviceToken = v.pipe(
  v.string(),
  v.minLength(16, 'SERVICE_TOKEN must have at least 16 characters, as from: openssl rand -hex 24'),
);

/** `da_DK.UTF-8` is Danish; what we do not speak is English. */
const language = v.pipe(
  v.string(),
  v.transform((value): Language => LANGUAGES.find((known) => value.toLowerCase().startsWith(known)) ?? 'en'),
);

const environmentSchema = v.object({
  PORT: v.optional(port, '4000'),
  HOST: v.optional(v.string(), '127.0.0.1'),
  DATA_DIR: v.optional(v.string(), './data'),
  DATABASE_URL: v.optional(
    later('DATABASE_URL is set, but PostgreSQL comes later. Unset it to use SQLite in DATA_DIR.'),
  ),
  REDIS_URL: v.optional(later('REDIS_URL is set, but Redis comes later. Unset it: one server needs none.')),
  PUBLIC_URL: v.optional(publicUrl),
  SERVICE_TOKEN: v.optional(serviceToken),
  LOG_LEVEL: v.optional(v.picklist(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`), 'warn'),
  LANG: v.optional(language, 'en'),
});

export type Config = v.InferOutput<typeof environmentSchema>;

/** The environment as typed settings. Throws a StartError that says which one is wrong, and how to put it right. */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>): Config => {
  // Set to nothing is not set.
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = v.safeParse(environmentSchema, set);
  if (parsed.success) return parsed.output;
  throw new StartError(parsed.issues[0].message);
};
