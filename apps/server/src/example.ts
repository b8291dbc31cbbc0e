/** The example board for a newcomer to try, and the lines that the server prints when it has started. */

import { openBoard } from '@samrejse/model/document/board';
import { readMeta } from '@samrejse/model/document/reads';
import { replicaOf } from '@samrejse/model/document/replica';
import type { Language } from '@samrejse/model/words/language';
import { type BoardMaker, createBoard } from './create-board.ts';
import { type BoardLog, boardDocument, updatesOf } from './store/board-log.ts';

const EXAMPLE_TEMPLATE = 'membership-loop';

/** Makes the example if the server has no board at all. */
export const ensureExample = async (maker: BoardMaker, language: Language): Promise<void> => {
  if (await maker.boards.hasAny()) return;
  await createBoard(maker, { template: EXAMPLE_TEMPLATE, language, example: true });
};

/** What is printed when the server accepts connections. */
export const greeting = async (
  { boards, links, boardLog }: Pick<BoardMaker, 'boards' | 'links'> & { readonly boardLog: BoardLog },
  options: { readonly url: string; readonly hasServiceToken: boolean },
): Promise<string> => {
  const lines = [`Samrejse is on ${options.url}`];
  const example = await boards.newestExample();
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
