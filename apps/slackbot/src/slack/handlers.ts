/** The functions that Bolt calls for commands and buttons. Each is acknowledged, whatever happens, and each goes through the intake. */
import type { Clock } from '@samrejse/runtime/clock';
import type { Log } from '@samrejse/runtime/log';
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
import { againKey, type ParsedRequest, readAgain, readCommand } from '../commands/read-request.ts';
import type { Outcome } from '../conversation/outcome.ts';
import type { Limits } from '../limits.ts';
import type { Message } from '../messages/blocks.ts';
import { render } from '../messages/render.ts';
import { newErrorId } from '../requests/executor.ts';
import type { IncomingRequest, Intake } from '../requests/intake.ts';
import type { Database } from '../store/database.ts';
import type { WhoWhere } from '../store/last-places.ts';
import { findLink, type Where } from '../store/links.ts';
import { findRequest, type StoredRequest } from '../store/requests.ts';
import type { Notifier } from './notifier.ts';

export interface HandlerContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  readonly intake: Intake;
  readonly notifier: Notifier;
}

/** The message for an outcome, in the language of the channel's board; in English where there is none. */
export const messageFor = (db: Database, where: Where, outcome: Outcome): Message => {
  const link = findLink(db, where);
  return render(outcome, {
    language: link?.language ?? 'en',
    boardUrl: link === null ? null : `${link.origin}/b/${link.board}#token=${link.token}`,
  });
};

/** True where the answer to a button takes the place of the message with the button. A failure does not: the button is still needed. */
export const replacesOriginal = ({ dedupeKey }: Pick<StoredRequest, 'dedupeKey'>, outcome: Outcome): boolean =>
  /^(?:act|again):/.test(dedupeKey) && outcome.is !== 'failed' && outcome.is !== 'undo-refused';

const failure = ({ log }: Pick<HandlerContext, 'log'>, error: unknown, text: string | null): Outcome => {
  const errorId = newErrorId();
  log.error({ err: error, errorId }, 'a request failed');
  return { is: 'failed', errorId, text };
};

/** What Slack delivers of every request: its key, its author, and where its answer goes. */
type Delivery = Omit<IncomingRequest, 'receivedAt' | 'board' | 'request' | 'repeatKey'>;

/** The outcome of a delivery. There is one even where the intake fails: `failed`, with the text. */
const outcomeOf = async (
  context: HandlerContext,
  delivery: Delivery,
  read: () => ParsedRequest,
  text: string | null,
): Promise<Outcome> => {
  try {
    // A second delivery is answered with the stored outcome, whatever this reading says.
    const { request, repeatKey } = read();
    const board = findLink(context.db, delivery)?.board ?? null;
    return await context.intake.receive({ ...delivery, receivedAt: context.clock.now(), board, request, repeatKey });
  } catch (error) {
    return failure(context, error, text);
  }
};

const ephemeral = ({ text, blocks }: Message): RespondArguments => ({
  response_type: 'ephemeral',
  text,
  blocks: [...blocks],
});

const answerCommand = async (
  context: HandlerContext,
  command: SlashCommand,
  ack: AckFn<RespondArguments>,
): Promise<void> => {
  const delivery: Delivery = {
    dedupeKey: `cmd:${command.team_id}:${command.trigger_id}`,
    team: command.team_id,
    channel: command.channel_id,
    user: command.user_id,
    userName: command.user_name,
    responseUrl: command.response_url,
  };
  const { db, clock, limits } = context;
  const read = () => readCommand({ db, limits, who: delivery, now: clock.now() }, command.command, command.text);
  const outcome = await outcomeOf(context, delivery, read, command.text);
  try {
    await ack(ephemeral(messageFor(db, delivery, outcome)));
    context.intake.notified(delivery.dedupeKey, outcome);
  } finally {
    context.intake.leaveToWorker(delivery.dedupeKey);
  }
};

export const commandHandler =
  (context: HandlerContext): Middleware<SlackCommandMiddlewareArgs> =>
  async ({ command, ack }) => {
    try {
      await answerCommand(context, command, ack);
    } catch (error) {
      context.log.error({ err: error, errorId: newErrorId() }, 'a command could not be answered');
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

const answerButton = async (
  context: HandlerContext,
  press: Press,
  dedupeKey: string,
  read: () => ParsedRequest,
): Promise<void> => {
  const delivery: Delivery = { ...press.who, responseUrl: press.responseUrl, dedupeKey };
  const outcome = await outcomeOf(context, delivery, read, null);
  try {
    const stored = findRequest(context.db, dedupeKey);
    if (stored === null) return;
    // By the response_url of this press: the answer to a button's own request shows nothing.
    const replace = replacesOriginal({ dedupeKey }, outcome);
    const here = { ...stored, responseUrl: press.responseUrl };
    const hasArrived = await context.notifier.notify(here, messageFor(context.db, press.who, outcome), { replace });
    if (hasArrived) context.intake.notified(dedupeKey, outcome);
  } finally {
    context.intake.leaveToWorker(dedupeKey);
  }
};

const buttonHandler =
  (context: HandlerContext, handle: (press: Press) => Promise<void>): Middleware<ButtonArgs> =>
  async (args) => {
    try {
      await handle(pressOf(args));
    } catch (error) {
      context.log.error({ err: error, errorId: newErrorId() }, 'a button could not be answered');
    }
    await args.ack();
  };

export const undoHandler = (context: HandlerContext): Middleware<ButtonArgs> =>
  buttonHandler(context, (press) =>
    answerButton(context, press, press.dedupeKey, () => ({
      request: { is: 'undo', of: press.value },
      repeatKey: null,
    })),
  );

export const addAgainHandler = (context: HandlerContext): Middleware<ButtonArgs> =>
  buttonHandler(context, (press) =>
    answerButton(context, press, againKey(press.value), () => readAgain(context.db, press.value)),
  );

/** Slack sends the press of a button that is a link too, and wants an answer. */
export const nothingToDo: Middleware<ButtonArgs> = async ({ ack }) => ack();
