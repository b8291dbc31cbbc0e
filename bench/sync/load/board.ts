/** The board that every room of a run begins with: a blank of packages/model, the same bytes on every server. */
import { openBoard } from '../../../packages/model/src/document/board.ts';
import { encodeReplica, openReplica } from '../../../packages/model/src/document/replica.ts';
import { findTemplate } from '../../../packages/model/src/templates/index.ts';
import { instantiate } from '../../../packages/model/src/templates/instantiate.ts';
import { seededAuthor, seededRandom } from '../../../packages/model/testing/random.ts';

export const TEMPLATE = 'five';

export const blankBoard = (): Uint8Array => {
  const template = findTemplate(TEMPLATE);
  if (template === undefined) throw new Error(`there is no template ${TEMPLATE}`);
  const replica = openReplica();
  const author = seededAuthor(seededRandom(1), 'facilitator');
  instantiate(openBoard(replica), author, template, { language: 'en', persona: 'Customer' });
  return encodeReplica(replica);
};
