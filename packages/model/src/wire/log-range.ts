/**
 * Ranges of a board's log: the form in which the server sends edits to our own client, numbered, whole and in order
 * (rule W7).
 */
import * as decoding from 'lib0/decoding';
import * as v from 'valibot';
import { MESSAGE_LOG_RANGE } from './messages.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** A position in a board's log. Edits are numbered within an epoch; the first is 1. */
export const logPositionSchema = v.object({ epoch: count, seq: count });
export type LogPosition = v.InferOutput<typeof logPositionSchema>;

/**
 * The edits `after + 1` to `seq` of the log: apply `updates` in order. If `after` is 0, the first update may stand for
 * many edits.
 */
export interface LogRange {
  readonly after: number;
  readonly seq: number;
  readonly updates: readonly Uint8Array[];
}

const lengthOfVarUint = (number: number): number => {
  let length = 1;
  for (let left = number; left >= 128; left = Math.floor(left / 128)) length++;
  return length;
};

/**
 * varUint MESSAGE_LOG_RANGE, after, seq, and varUint8Array for each update. Written into one buffer, because it may be
 * megabytes.
 */
export const encodeLogRange = ({ after, seq, updates }: LogRange): Uint8Array<ArrayBuffer> => {
  const numbers = [MESSAGE_LOG_RANGE, after, seq, ...updates.map((update) => update.byteLength)];
  const length = [...numbers.map(lengthOfVarUint), ...updates.map((update) => update.byteLength)];
  const frame = new Uint8Array(length.reduce((sum, each) => sum + each, 0));
  let at = 0;
  const write = (number: number) => {
    let left = number;
    for (; left >= 128; left = Math.floor(left / 128)) frame[at++] = (left % 128) | 128;
    frame[at++] = left;
  };
  for (const number of numbers.slice(0, 3)) write(number);
  for (const update of updates) {
    write(update.byteLength);
    frame.set(update, at);
    at += update.byteLength;
  }
  return frame;
};

/** Reads a log range after its type number. Throws what lib0 throws on bad bytes. */
export const readLogRange = (decoder: decoding.Decoder): LogRange => {
  const after = decoding.readVarUint(decoder);
  const seq = decoding.readVarUint(decoder);
  const updates: Uint8Array[] = [];
  while (decoding.hasContent(decoder)) updates.push(decoding.readVarUint8Array(decoder));
  return { after, seq, updates };
};
