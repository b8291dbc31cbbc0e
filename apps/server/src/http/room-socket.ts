/**
 * A WebSocket as rooms know it. What they send goes past `ws` to the line, as a frame that is put together once for all
 * to whom it goes: `ws` would put it together anew for each of two hundred, which is most of what a broadcast costs after
 * the system calls. That keeps its order only while `ws` itself writes at once, as it does without deflate.
 */
import type { Socket as NetSocket } from 'node:net';
import { Sender, type WebSocket } from 'ws';
import type { Socket } from '../rooms/peers/outbox.ts';

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
/** Longer ones are rare, and to copy them into one piece costs more than putting them together. */
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

/** `line`: what carries the WebSocket. */
export const roomSocket = (raw: WebSocket, line: NetSocket, onSent: (bytes: number) => void): Socket => ({
  send: (message) => {
    if (raw.readyState !== raw.OPEN) return;
    const frame = websocketFrame(message);
    if (frame === null) raw.send(message);
    else line.write(frame);
    onSent(message.byteLength);
  },
  cork: () => line.cork(),
  uncork: () => line.uncork(),
  close: (code, reason) => raw.close(code, reason),
  terminate: () => raw.terminate(),
  buffered: () => raw.bufferedAmount,
});
