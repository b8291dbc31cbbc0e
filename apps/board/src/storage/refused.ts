/** What the server refused, kept in this browser until its author has seen it. */
import type { BoardId } from '@samrejse/model/records/ids';
import { type RefusalWord, refusalWordSchema } from '@samrejse/model/wire/messages';
import * as v from 'valibot';
import { readStoredJson, writeStored } from './stored.ts';

const keyOf = (board: BoardId): string => `samrejse:refused:${board}`;

const refusedSchema = v.object({
  reason: refusalWordSchema,
  /** Every text of the replica that was given up, by its key in the document. */
  texts: v.array(v.tuple([v.string(), v.string()])),
});
export type Refused = v.InferOutput<typeof refusedSchema>;

export const readRefused = (board: BoardId): Refused | null => {
  const parsed = v.safeParse(refusedSchema, readStoredJson(keyOf(board)));
  return parsed.success ? parsed.output : null;
};

/** Notes a refusal, with one that has not been looked at yet. */
export const noteRefused = (board: BoardId, reason: RefusalWord, texts: ReadonlyMap<string, string>): Refused => {
  const earlier = readRefused(board)?.texts ?? [];
  const refused = { reason, texts: [...new Map([...earlier, ...texts])] };
  writeStored(keyOf(board), JSON.stringify(refused));
  return refused;
};

export const forgetRefused = (board: BoardId): void => {
  writeStored(keyOf(board), null);
};
