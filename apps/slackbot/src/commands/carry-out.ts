import { fold } from '../grammar/fold.ts';
import { closestSubcommand } from '../grammar/subcommand.ts';
import type { Outcome } from '../conversation/outcome.ts';
import { findLink } from '../store/links.ts';
import type { Entry } from '../store/requests.ts';
import { addCard } from './add-card.ts';
import type { Deps } from './board-access.ts';
import { channelStatus, unlinkChannel } from './channel-status.ts';
import { linkChannel } from './link-channel.ts';
import { undoCard } from './undo-card.ts';

/** Either a subcommand nobody knows, or a command that Slack was told about and this bot was not. */
const unknown = (command: string, text: string): Outcome => {
  const word = command === '/journey' ? (text.split(/\s/)[0] ?? '') : command;
  return { is: 'unknown', command, word, closest: closestSubcommand(fold(word)), text };
};

/** Does what was asked, once. Throws `BoardUnreachable` where trying again later makes sense. */
export const fulfil = async (deps: Deps, entry: Entry): Promise<Outcome> => {
  const { wish } = entry;
  switch (wish.is) {
    case 'add':
      return addCard(deps, entry, wish);
    case 'undo':
      return undoCard(deps, entry, wish);
    case 'repeat':
      return { is: 'repeated', key: entry.dedupeKey, cardKind: wish.cardKind, text: wish.text };
    case 'undo-nothing':
      return { is: 'nothing-to-undo' };
    case 'add-nothing':
      return { is: 'nothing-to-add', cardKind: wish.cardKind };
    case 'link':
      return linkChannel(deps, entry, wish.text);
    case 'unlink':
      return unlinkChannel(deps, entry);
    case 'status':
      return channelStatus(deps, entry);
    case 'help':
      return { is: 'help', title: findLink(deps.db, entry)?.title ?? null };
    case 'unknown':
      return unknown(wish.command, wish.text);
  }
};
