import type { Outcome } from '../conversation/outcome.ts';
import { BoardUnreachable } from '../server-api.ts';
import { findLink, removeLink } from '../store/links.ts';
import type { StoredRequest } from '../store/requests.ts';
import { refreshLink, visitOf } from './board-access.ts';
import type { CommandContext } from './command-context.ts';

export const channelStatus = async (context: CommandContext, stored: StoredRequest): Promise<Outcome> => {
  const link = findLink(context.db, stored);
  if (link === null) return { is: 'not-linked', cardKind: null, text: null };
  try {
    const access = await context.api.access(await visitOf(context, stored, link));
    if (!access.ok) return { is: 'board-gone', title: link.title };
    const { title, role, session } = access.value;
    refreshLink(context.db, link, { title });
    return { is: 'status', title, role, session };
  } catch (error) {
    if (error instanceof BoardUnreachable) return { is: 'board-silent', title: link.title };
    throw error;
  }
};

export const unlinkChannel = (context: Pick<CommandContext, 'db'>, stored: StoredRequest): Outcome => {
  const link = removeLink(context.db, stored);
  return link === null ? { is: 'not-linked', cardKind: null, text: null } : { is: 'unlinked', title: link.title };
};
