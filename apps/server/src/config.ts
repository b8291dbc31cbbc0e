import { LANGUAGES, type Language } from '@samrejse/model/words/language';
import { type Environment, httpAddress, port, readEnvironment } from '@samrejse/runtime/environment';
import { logLevelSchema } from '@samrejse/runtime/log';
import * as v from 'valibot';

/** A setting that is known and cannot be used yet. */
const later = (line: string) => v.custom<never>(() => false, line);

const serviceToken = v.pipe(
  v.string(),
  v.minLength(16, 'SERVICE_TOKEN must have at least 16 characters, as from: openssl rand -hex 24'),
);

/** `da_DK.UTF-8` is Danish; a language that the board has no texts in is English. */
const language = v.pipe(
  v.string(),
  v.transform((value): Language => LANGUAGES.find((known) => value.toLowerCase().startsWith(known)) ?? 'en'),
);

/** Checked for what a header may hold: they go into the Content-Security-Policy as they are. */
const frameAncestors = v.pipe(
  v.string(),
  v.transform((origins) => origins.trim().split(/\s+/)),
  v.everyItem(
    (origin) => /^https?:\/\/[\w.*-]+(:(\d+|\*))?$/.test(origin),
    'FRAME_ANCESTORS must be addresses such as https://intranet.example.org, with spaces between them.',
  ),
);

const environmentSchema = v.object({
  PORT: v.optional(port('PORT'), '4000'),
  HOST: v.optional(v.string(), '127.0.0.1'),
  DATA_DIR: v.optional(v.string(), './data'),
  DATABASE_URL: v.optional(
    later('DATABASE_URL is set, but PostgreSQL comes later. Unset it to use SQLite in DATA_DIR.'),
  ),
  REDIS_URL: v.optional(later('REDIS_URL is set, but Redis comes later. Unset it: one server needs none.')),
  PUBLIC_URL: v.optional(httpAddress('PUBLIC_URL', 'https://boards.example.org')),
  SERVICE_TOKEN: v.optional(serviceToken),
  FRAME_ANCESTORS: v.optional(frameAncestors),
  LOG_LEVEL: v.optional(logLevelSchema, 'warn'),
  LANG: v.optional(language, 'en'),
});

export type Config = v.InferOutput<typeof environmentSchema>;

/**
 * The environment as typed settings. Throws a StartError that says which of them are wrong, and how to put them right.
 */
export const readConfig = (environment: Environment): Config => readEnvironment(environmentSchema, environment);
