/** A worked board to try, and the lines a newcomer reads first. */

import { openBoard } from '@samrejse/model/document/board';
import { readMeta } from '@samrejse/model/document/reads';
import { replicaOf } from '@samrejse/model/document/replica';
import type { Language } from '@samrejse/model/words/enumerations';
import { type CreateBoardDeps, createBoard } from './create-board.ts';
import { type BoardLog, boardDocument, updatesOf } from './store/board-log.ts';
import { hasBoards, newestExample } from './store/sqlite/boards.ts';

const EXAMPLE_TEMPLATE = 'membership-loop';

/** Makes the example where there is no board at all. */
export const ensureExample = async (deps: CreateBoardDeps, language: Language): Promise<void> => {
  if (await hasBoards(deps.db)) return;
  await createBoard(deps, { template: EXAMPLE_TEMPLATE, language, example: true });
};

/** What is printed when the server accepts connections. */
export const greeting = async (
  { db, links, boardLog }: CreateBoardDeps & { readonly boardLog: BoardLog },
  options: { readonly url: string; readonly hasServiceToken: boolean },
): Promise<string> => {
  const lines = [`Samrejse is on ${options.url}`];
  const example = await newestExample(db);
  const stored = example === null ? null : await boardLog.load(boardDocument(example));
  if (example !== null && stored !== null) {
    const replica = replicaOf(updatesOf(stored));
    const { facilitator, participant, viewer } = await links.urls(example);
    lines.push(`Example board “${readMeta(openBoard(replica)).title}”:`);
    lines.push(`  facilitator  ${facilitator}`, `  participant  ${participant}`, `  viewer       ${viewer}`);
    replica.destroy();
  }
  if (!options.hasServiceToken) lines.push('Slack: not connected. Set SERVICE_TOKEN and see apps/slackbot/README.md');
  return `${lines.join('\n')}\n`;
};
