/**
 * A message as the WebSocket frame that carries it, put together once for all to whom it goes. To send it through `ws`
 * to each of two hundred, which puts it together anew for each, is most of what is left of the cost of a broadcast.
 */
import { Sender } from 'ws';

declare module 'ws' {
  /** Public in ws, and not in its types. Gives the frame in pieces: what goes before the data, and the data. */
  const Sender: {
    readonly frame: (
      data: Uint8Array,
      options: { fin: boolean; opcode: number; mask: boolean; readOnly: boolean; rsv1: boolean },
    ) => Buffer[];
  };
}

const BINARY = { fin: true, opcode: 2, mask: false, readOnly: true, rsv1: false };
/** Longer ones are not copied into one piece: they go to few. */
const LONGEST_BYTES = 16_000;

const frames = new WeakMap<Uint8Array, Buffer>();

/** The same bytes for the same message; null for one that is better left to `ws`. The message must not change afterwards. */
export const websocketFrame = (message: Uint8Array): Buffer | null => {
  if (message.byteLength > LONGEST_BYTES) return null;
  let frame = frames.get(message);
  if (frame === undefined) {
    frame = Buffer.concat(Sender.frame(message, BINARY));
    frames.set(message, frame);
  }
  return frame;
};
