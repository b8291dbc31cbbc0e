/** Environment to typed configuration. Wrong settings end the start with one line that names them. */
import * as v from 'valibot';

const url = (name: string) =>
  v.pipe(
    v.string(),
    v.check((s) => URL.canParse(s) && /^https?:\/\//.test(s), `${name} must be an http(s) address`),
    v.transform((s) => s.replace(/\/+$/, '')),
  );
const token = (name: string, prefix: string) =>
  v.pipe(v.string(), v.startsWith(prefix, `${name} must begin with ${prefix}`));
const port = (name: string) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,5}$/, `${name} must be a port number`),
    v.transform(Number),
    v.maxValue(65_535, `${name} must be a port number`),
  );

const environmentSchema = v.object({
  SERVER_URL: v.optional(url('SERVER_URL'), 'http://127.0.0.1:4000'),
  /** Where people open boards, if that is not where the bot reaches the server. */
  PUBLIC_URL: v.optional(url('PUBLIC_URL')),
  SERVICE_TOKEN: v.pipe(v.string(), v.minLength(16, 'SERVICE_TOKEN must have at least 16 characters')),
  SLACK_BOT_TOKEN: token('SLACK_BOT_TOKEN', 'xoxb-'),
  SLACK_APP_TOKEN: v.optional(token('SLACK_APP_TOKEN', 'xapp-')),
  SLACK_SIGNING_SECRET: v.optional(v.pipe(v.string(), v.minLength(8, 'SLACK_SIGNING_SECRET is too short'))),
  SLACK_PORT: v.optional(port('SLACK_PORT'), '4001'),
  SLACK_API_URL: v.optional(url('SLACK_API_URL'), 'https://slack.com/api'),
  HOST: v.optional(v.string(), '127.0.0.1'),
  DATA_DIR: v.optional(v.string(), './data'),
  LOG_LEVEL: v.optional(
    v.picklist(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'LOG_LEVEL is not a level'),
    'info',
  ),
});

/** How Slack reaches the bot: over a socket the bot opens, or by requests to a port. */
export type Connection =
  | { readonly mode: 'socket'; readonly appToken: string }
  | { readonly mode: 'http'; readonly signingSecret: string; readonly host: string; readonly port: number };

export interface Config {
  readonly serverUrl: string;
  readonly publicUrl: string;
  readonly serviceToken: string;
  readonly botToken: string;
  readonly slackApiUrl: string;
  readonly connection: Connection;
  readonly dataDir: string;
  readonly logLevel: string;
}

export type ConfigRead =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly message: string };

/** An empty setting is no setting: `SLACK_APP_TOKEN=` in a file means "not in Socket Mode". */
const withoutEmpty = (environment: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''));

export const readConfig = (environment: Readonly<Record<string, string | undefined>>): ConfigRead => {
  const read = v.safeParse(environmentSchema, withoutEmpty(environment));
  if (!read.success) {
    const messages = read.issues.map((issue) => {
      const name = String(issue.path?.[0]?.key ?? '');
      return issue.input === undefined ? `${name} is missing` : issue.message;
    });
    return { ok: false, message: messages.join('; ') };
  }
  const set = read.output;
  if (set.SLACK_APP_TOKEN === undefined && set.SLACK_SIGNING_SECRET === undefined) {
    const message = 'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode) is missing';
    return { ok: false, message };
  }
  return {
    ok: true,
    config: {
      serverUrl: set.SERVER_URL,
      publicUrl: set.PUBLIC_URL ?? set.SERVER_URL,
      serviceToken: set.SERVICE_TOKEN,
      botToken: set.SLACK_BOT_TOKEN,
      slackApiUrl: `${set.SLACK_API_URL}/`,
      connection:
        set.SLACK_APP_TOKEN !== undefined
          ? { mode: 'socket', appToken: set.SLACK_APP_TOKEN }
          : { mode: 'http', signingSecret: set.SLACK_SIGNING_SECRET ?? '', host: set.HOST, port: set.SLACK_PORT },
      dataDir: set.DATA_DIR,
      logLevel: set.LOG_LEVEL,
    },
  };
};
