/**
 * A WebSocket as rooms know it. A message is written to the TCP socket directly, past `ws`, as a frame that is encoded once
 * for all peers: `ws` would encode it anew for each of two hundred, which is most of what a broadcast costs after the
 * system calls. The order of frames is kept only because `ws` itself writes at once, too, as it does without deflate.
 */
import type { Socket as TcpSocket } from 'node:net';
import { Sender, type WebSocket } from 'ws';
import type { Socket } from '../rooms/peers/outbox.ts';

declare module 'ws' {
  /** Public in ws, but missing in its types. Gives a frame in pieces: the header, and the data. */
  const Sender: {
    readonly frame: (
      data: Uint8Array,
      options: { fin: boolean; opcode: number; mask: boolean; readOnly: boolean; rsv1: boolean },
    ) => Buffer[];
  };
}

const BINARY = { fin: true, opcode: 2, mask: false, readOnly: true, rsv1: false };
/** Longer messages are rare, and copying one into a frame costs more than `ws` takes to encode it. */
const LONGEST_BYTES = 16_000;

const frames = new WeakMap<Uint8Array, Buffer>();

/**
 * The frame of a message, the same bytes each time; null for a message that is left to `ws`. It must not change
 * afterwards.
 */
export const websocketFrame = (message: Uint8Array): Buffer | null => {
  if (message.byteLength > LONGEST_BYTES) return null;
  let frame = frames.get(message);
  if (frame === undefined) {
    frame = Buffer.concat(Sender.frame(message, BINARY));
    frames.set(message, frame);
  }
  return frame;
};

/** `tcp` is the socket that carries the WebSocket. `onSent` is told the bytes of each message. */
export const roomSocket = (raw: WebSocket, tcp: TcpSocket, onSent: (bytes: number) => void): Socket => ({
  send: (message) => {
    if (raw.readyState !== raw.OPEN) return;
    const frame = websocketFrame(message);
    if (frame === null) raw.send(message);
    else tcp.write(frame);
    onSent(message.byteLength);
  },
  cork: () => tcp.cork(),
  uncork: () => tcp.uncork(),
  close: (code, reason) => raw.close(code, reason),
  terminate: () => raw.terminate(),
  buffered: () => raw.bufferedAmount,
});
