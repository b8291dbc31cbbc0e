/** Parts of a frame that is too large for one WebSocket message (rule W9). */
import * as encoding from 'lib0/encoding';
import { MESSAGE_PART } from './messages.ts';

/** The most bytes a client sends in one WebSocket message. It sends a larger frame in parts. */
export const MAX_PART_BYTES = 256_000;

/**
 * The parts of a frame, in order. Each is varUint MESSAGE_PART, varUint the number of parts that follow, then bytes to
 * the end.
 */
export const encodeFrameParts = (frame: Uint8Array): Uint8Array<ArrayBuffer>[] => {
  const count = Math.max(1, Math.ceil(frame.length / MAX_PART_BYTES));
  return Array.from({ length: count }, (_, i) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE_PART);
    encoding.writeVarUint(encoder, count - 1 - i);
    encoding.writeUint8Array(encoder, frame.subarray(i * MAX_PART_BYTES, (i + 1) * MAX_PART_BYTES));
    return encoding.toUint8Array(encoder);
  });
};
