import type { Outcome } from '../conversation/outcome.ts';
import { BoardUnreachable } from '../server-api.ts';
import { findLink, removeLink } from '../store/links.ts';
import type { Entry } from '../store/requests.ts';
import { type Deps, refreshLink, visitOf } from './board-access.ts';

export const channelStatus = async (deps: Deps, entry: Entry): Promise<Outcome> => {
  const link = findLink(deps.db, entry);
  if (link === null) return { is: 'not-linked', cardKind: null, text: null };
  try {
    const access = await deps.api.access(await visitOf(deps, entry, link));
    if (!access.ok) return { is: 'board-gone', title: link.title };
    const { title, role, session } = access.value;
    refreshLink(deps.db, link, { title });
    return { is: 'status', title, role, session };
  } catch (error) {
    if (error instanceof BoardUnreachable) return { is: 'board-silent', title: link.title };
    throw error;
  }
};

export const unlinkChannel = (deps: Pick<Deps, 'db'>, entry: Entry): Outcome => {
  const link = removeLink(deps.db, entry);
  return link === null ? { is: 'not-linked', cardKind: null, text: null } : { is: 'unlinked', title: link.title };
};
