/** The one way in for commands and buttons: always acknowledged, whatever happens, and always by the desk. */
import type {
  AckFn,
  BlockAction,
  ButtonAction,
  Middleware,
  RespondArguments,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlashCommand,
} from '@slack/bolt';
import type { Clock } from '../clock.ts';
import { againKey, readAgain, readCommand, type WishRead } from '../commands/read-request.ts';
import type { Limits } from '../limits.ts';
import type { Message } from '../messages/blocks.ts';
import { render } from '../messages/render.ts';
import { newErrorId } from '../requests/executor.ts';
import type { Asked, Desk } from '../requests/intake.ts';
import type { Teller } from './notifier.ts';
import type { Outcome } from '../conversation/outcome.ts';
import type { Database } from '../store/database.ts';
import type { WhoWhere } from '../store/last-places.ts';
import { findLink, type Where } from '../store/links.ts';
import { type Entry, findEntry } from '../store/requests.ts';
import type { Logger } from './log.ts';

export interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Logger;
  readonly desk: Desk;
  readonly teller: Teller;
}

/** Speaks the linked board's language, else Slack's own. */
export const messageFor = (db: Database, where: Where, outcome: Outcome): Message => {
  const link = findLink(db, where);
  return render(outcome, {
    language: link?.language ?? 'en',
    boardUrl: link === null ? null : `${link.origin}/b/${link.board}#token=${link.token}`,
  });
};

/** What follows a button stands where the button was, unless that would hide what the person still needs. */
export const replacesOriginal = ({ dedupeKey }: Pick<Entry, 'dedupeKey'>, outcome: Outcome): boolean =>
  /^(?:act|again):/.test(dedupeKey) && outcome.is !== 'failed' && outcome.is !== 'undo-refused';

const failure = ({ log }: Pick<Deps, 'log'>, error: unknown, text: string | null): Outcome => {
  const errorId = newErrorId();
  log.error({ err: error, errorId }, 'a request failed');
  return { is: 'failed', errorId, text };
};

type Incoming = Omit<Asked, 'receivedAt' | 'board' | 'wish' | 'folded'>;

/** Through the desk; with an answer also when the desk itself breaks down. */
const ask = async (deps: Deps, incoming: Incoming, read: () => WishRead, text: string | null): Promise<Outcome> => {
  try {
    // A second delivery is read again and answered from the inbox, so what this reading says does not matter then.
    const { wish, folded } = read();
    const board = findLink(deps.db, incoming)?.board ?? null;
    return await deps.desk.take({ ...incoming, receivedAt: deps.clock.now(), board, wish, folded });
  } catch (error) {
    return failure(deps, error, text);
  }
};

const ephemeral = ({ text, blocks }: Message): RespondArguments => ({
  response_type: 'ephemeral',
  text,
  blocks: [...blocks],
});

const answerCommand = async (deps: Deps, command: SlashCommand, ack: AckFn<RespondArguments>): Promise<void> => {
  const incoming: Incoming = {
    dedupeKey: `cmd:${command.team_id}:${command.trigger_id}`,
    team: command.team_id,
    channel: command.channel_id,
    user: command.user_id,
    userName: command.user_name,
    responseUrl: command.response_url,
  };
  const { db, clock, limits } = deps;
  const read = () => readCommand({ db, limits, who: incoming, now: clock.now() }, command.command, command.text);
  const outcome = await ask(deps, incoming, read, command.text);
  try {
    await ack(ephemeral(messageFor(db, incoming, outcome)));
    deps.desk.told(incoming.dedupeKey, outcome);
  } finally {
    deps.desk.release(incoming.dedupeKey);
  }
};

export const commandHandler =
  (deps: Deps): Middleware<SlackCommandMiddlewareArgs> =>
  async ({ command, ack }) => {
    try {
      await answerCommand(deps, command, ack);
    } catch (error) {
      deps.log.error({ err: error, errorId: newErrorId() }, 'a command could not be answered');
    }
  };

type ButtonArgs = SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

interface Press {
  readonly who: WhoWhere & { readonly userName: string };
  readonly responseUrl: string;
  readonly value: string;
  readonly dedupeKey: string;
}

const pressOf = ({ body, action }: ButtonArgs): Press => {
  const team = body.team?.id ?? body.user.team_id ?? '';
  return {
    who: {
      team,
      channel: body.channel?.id ?? '',
      user: body.user.id,
      userName: body.user.username ?? body.user.name ?? '',
    },
    responseUrl: body.response_url,
    value: action.value ?? '',
    dedupeKey: `act:${team}:${body.user.id}:${action.action_ts}:${action.action_id}`,
  };
};

const answerButton = async (deps: Deps, press: Press, dedupeKey: string, read: () => WishRead): Promise<void> => {
  const incoming: Incoming = { ...press.who, responseUrl: press.responseUrl, dedupeKey };
  const outcome = await ask(deps, incoming, read, null);
  try {
    const entry = findEntry(deps.db, dedupeKey);
    if (entry === null) return;
    // Told by the response_url of this press: the answer to a button's own request shows nothing.
    const replace = replacesOriginal({ dedupeKey }, outcome);
    const here = { ...entry, responseUrl: press.responseUrl };
    const arrived = await deps.teller.tell(here, messageFor(deps.db, press.who, outcome), { replace });
    if (arrived) deps.desk.told(dedupeKey, outcome);
  } finally {
    deps.desk.release(dedupeKey);
  }
};

const buttonHandler =
  (deps: Deps, handle: (press: Press) => Promise<void>): Middleware<ButtonArgs> =>
  async (args) => {
    try {
      await handle(pressOf(args));
    } catch (error) {
      deps.log.error({ err: error, errorId: newErrorId() }, 'a button could not be answered');
    }
    await args.ack();
  };

export const undoHandler = (deps: Deps): Middleware<ButtonArgs> =>
  buttonHandler(deps, (press) =>
    answerButton(deps, press, press.dedupeKey, () => ({ wish: { is: 'undo', of: press.value }, folded: null })),
  );

export const addAgainHandler = (deps: Deps): Middleware<ButtonArgs> =>
  buttonHandler(deps, (press) =>
    answerButton(deps, press, againKey(press.value), () => readAgain(deps.db, press.value)),
  );

/** A button that is a link is a request all the same, and wants its answer. */
export const nothingToDo: Middleware<ButtonArgs> = async ({ ack }) => ack();
