import type { Outcome } from '../conversation/outcome.ts';
import { fold } from '../grammar/fold.ts';
import { closestSubcommand } from '../grammar/subcommand.ts';
import { findLink } from '../store/links.ts';
import type { StoredRequest } from '../store/requests.ts';
import { addLine } from './add-card.ts';
import { channelStatus, unlinkChannel } from './channel-status.ts';
import type { CommandContext } from './command-context.ts';
import { linkChannel } from './link-channel.ts';
import { undoCard } from './undo-card.ts';

/** The word is no subcommand, or the command is one that Slack knows and this bot does not. */
const unknown = (command: string, text: string): Outcome => {
  const word = command === '/journey' ? (text.split(/\s/)[0] ?? '') : command;
  return { is: 'unknown', command, word, closest: closestSubcommand(fold(word)), text };
};

/** One attempt at a request. Throws `BoardUnreachable` where it should be tried again later. */
export const carryOut = async (context: CommandContext, stored: StoredRequest): Promise<Outcome> => {
  const { request } = stored;
  switch (request.is) {
    case 'add':
      return addLine(context, stored, request);
    case 'undo':
      return undoCard(context, stored, request);
    case 'repeat':
      return { is: 'repeated', key: stored.dedupeKey, cardKind: request.cardKind, text: request.text };
    case 'undo-nothing':
      return { is: 'nothing-to-undo' };
    case 'add-nothing':
      return { is: 'nothing-to-add', cardKind: request.cardKind };
    case 'link':
      return linkChannel(context, stored, request.text);
    case 'unlink':
      return unlinkChannel(context, stored);
    case 'status':
      return channelStatus(context, stored);
    case 'help':
      return { is: 'help', title: findLink(context.db, stored)?.title ?? null };
    case 'unknown':
      return unknown(request.command, request.text);
  }
};
