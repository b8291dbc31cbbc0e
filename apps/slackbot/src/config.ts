/** The bot's settings, from the environment. */
import { type Environment, httpAddress, port, readEnvironment, required } from '@samrejse/runtime/environment';
import { type LogLevel, logLevelSchema } from '@samrejse/runtime/log';
import { StartError } from '@samrejse/runtime/start-error';
import * as v from 'valibot';

const beginsWith = (name: string, prefix: string) =>
  v.startsWith<string, string, string>(prefix, `${name} must begin with ${prefix}.`);

const environmentSchema = v.object({
  SERVER_URL: v.optional(httpAddress('SERVER_URL', 'https://boards.example.org'), 'http://127.0.0.1:4000'),
  /** Where people open boards, if that is not where the bot reaches the server. */
  PUBLIC_URL: v.optional(httpAddress('PUBLIC_URL', 'https://boards.example.org')),
  SERVICE_TOKEN: v.pipe(
    required('SERVICE_TOKEN', 'Set it to the SERVICE_TOKEN of the board server.'),
    v.minLength(16, 'SERVICE_TOKEN must have at least 16 characters, as from: openssl rand -hex 24'),
  ),
  SLACK_BOT_TOKEN: v.pipe(
    required('SLACK_BOT_TOKEN', 'Set it to the Bot User OAuth Token of the Slack app.'),
    beginsWith('SLACK_BOT_TOKEN', 'xoxb-'),
  ),
  SLACK_APP_TOKEN: v.optional(v.pipe(v.string(), beginsWith('SLACK_APP_TOKEN', 'xapp-'))),
  SLACK_SIGNING_SECRET: v.optional(
    v.pipe(v.string(), v.minLength(8, 'SLACK_SIGNING_SECRET is too short. Copy the Signing Secret of the Slack app.')),
  ),
  SLACK_PORT: v.optional(port('SLACK_PORT'), '4001'),
  SLACK_API_URL: v.optional(httpAddress('SLACK_API_URL', 'https://slack.com/api'), 'https://slack.com/api'),
  HOST: v.optional(v.string(), '127.0.0.1'),
  DATA_DIR: v.optional(v.string(), './data'),
  LOG_LEVEL: v.optional(logLevelSchema, 'info'),
});

/** How Slack reaches the bot: over a socket that the bot opens, or by requests to a port. */
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
  readonly logLevel: LogLevel;
}

/** An app token means Socket Mode, whatever else is set. */
const connectionOf = (set: v.InferOutput<typeof environmentSchema>): Connection => {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = set;
  if (appToken !== undefined) return { mode: 'socket', appToken };
  if (signingSecret !== undefined) return { mode: 'http', signingSecret, host: set.HOST, port: set.SLACK_PORT };
  throw new StartError(
    'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode) is missing. Set one of the two; both are in the settings of the Slack app.',
  );
};

/** The environment as typed settings. Throws a StartError that says which of them are wrong, and how to put them right. */
export const readConfig = (environment: Environment): Config => {
  const set = readEnvironment(environmentSchema, environment);
  return {
    serverUrl: set.SERVER_URL,
    publicUrl: set.PUBLIC_URL ?? set.SERVER_URL,
    serviceToken: set.SERVICE_TOKEN,
    botToken: set.SLACK_BOT_TOKEN,
    slackApiUrl: `${set.SLACK_API_URL}/`,
    connection: connectionOf(set),
    dataDir: set.DATA_DIR,
    logLevel: set.LOG_LEVEL,
  };
};
