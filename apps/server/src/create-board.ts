import { authorOf, openBoard } from '@samrejse/model/document/board';
import { KnownIds } from '@samrejse/model/document/known-ids';
import { readMeta } from '@samrejse/model/document/reads';
import { encodeReplica, openReplica } from '@samrejse/model/document/replica';
import { type BoardId, mintId, type PersonId } from '@samrejse/model/records/ids';
import { SCHEMA_VERSION } from '@samrejse/model/records/records';
import { findTemplate } from '@samrejse/model/templates';
import { instantiate } from '@samrejse/model/templates/instantiate';
import { FIRST_PERSONA } from '@samrejse/model/words/customers';
import type { LaneSet } from '@samrejse/model/words/lane-sets';
import type { Language } from '@samrejse/model/words/language';
import type { Clock } from '@samrejse/runtime/clock';
import type { Links } from './access/links.ts';
import { AppError } from './errors.ts';
import type { BoardStore } from './store/boards.ts';

/** The author of everything that a template puts on a new board. */
const TEMPLATE_AUTHOR = 'samrejse' as PersonId;

export interface BoardMaker {
  readonly boards: BoardStore;
  readonly links: Links;
  readonly clock: Clock;
}

/**
 * Makes a board from a template: its document, log and links, saved in one transaction. Every board begins here. Throws
 * `unknown-template`.
 */
export const createBoard = async (
  { boards, links, clock }: BoardMaker,
  options: {
    readonly template: string;
    readonly title?: string | undefined;
    readonly lanes?: LaneSet | undefined;
    readonly language: Language;
    readonly example: boolean;
  },
): Promise<BoardId> => {
  const { template: templateId, title, lanes, language, example } = options;
  const template = findTemplate(templateId);
  if (template === undefined) throw new AppError('unknown-template');
  const id = mintId<BoardId>();
  const replica = openReplica();
  const author = { ...authorOf(TEMPLATE_AUTHOR), now: clock.now };
  const board = openBoard(replica);
  instantiate(board, author, template, { language, title, lanes, persona: FIRST_PERSONA[language] });
  const first = { state: encodeReplica(replica), knownIds: KnownIds.of(replica).encode(), version: SCHEMA_VERSION };
  const { title: given } = readMeta(board);
  replica.destroy();
  await boards.insert({
    id,
    template: templateId,
    title: given,
    language,
    example,
    first,
    links: links.first(id),
    at: clock.now(),
  });
  return id;
};
