/** The texts of a replica that was given up after a refusal, kept in this browser until their author has seen them. */
import type { BoardId } from '@samrejse/model/records/ids';
import { type RefusalWord, refusalWordSchema } from '@samrejse/model/wire/messages';
import * as v from 'valibot';
import { MAX_REFUSED_CHARS } from './limits.ts';
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

/** Of all texts, the last that there is room for. */
const last = (texts: Refused['texts']): Refused['texts'] => {
  let chars = 0;
  const reversed = texts.toReversed();
  const tooMany = reversed.findIndex(([key, text]) => {
    chars += key.length + text.length;
    return chars > MAX_REFUSED_CHARS;
  });
  return tooMany === -1 ? texts : reversed.slice(0, tooMany).reverse();
};

/** The texts that the server's board lacks, or has otherwise. `kept` are those it has, by key. */
export const lostTexts = ({ texts }: Refused, kept: ReadonlyMap<string, string>): Refused['texts'] =>
  texts.filter(([key, text]) => text.trim() !== '' && kept.get(key) !== text);

/** Stores a refusal with these texts alone. Where there is no room for all of them, the first are cut off. */
export const storeRefused = (board: BoardId, { reason, texts }: Refused): void => {
  writeStored(keyOf(board), JSON.stringify({ reason, texts: last(texts) }));
};

/**
 * Notes a refusal, with the texts of an earlier one that nobody has looked at yet; a later text replaces an earlier one.
 * What the person wrote comes last in `texts`.
 * Returns all of them, also where there is no room to store them.
 */
export const noteRefused = (board: BoardId, reason: RefusalWord, texts: ReadonlyMap<string, string>): Refused => {
  const earlier = readRefused(board)?.texts.filter(([key]) => !texts.has(key)) ?? [];
  const refused = { reason, texts: [...earlier, ...texts] };
  storeRefused(board, refused);
  return refused;
};

export const forgetRefused = (board: BoardId): void => {
  writeStored(keyOf(board), null);
};
