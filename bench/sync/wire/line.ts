/**
 * A WebSocket client that does no more than a load generator needs: it hands on whole frames where they lie in the read
 * buffer, so that one core can play 200 people who are sent a million edits a second. `ws` itself would be what is measured.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { FrameReader, OPCODE } from './frame-reader.ts';

const READ_BUFFER_BYTES = 262_144;
/** One for all lines: a frame that is not complete is copied out of it before the next read. */
const readBuffer = Buffer.allocUnsafe(READ_BUFFER_BYTES);

const FINAL = 0x80;
const MASKED = 0x80;
const MASK = randomBytes(4);

export interface LineOptions {
  readonly port: number;
  /** With its query. */
  readonly path: string;
  /** One message; the bytes are only good during the call. */
  readonly onMessage: (message: Buffer) => void;
  readonly timeoutMs?: number;
}

export interface Line {
  readonly send: (message: Uint8Array) => void;
  /** Stops reading: what the server sends piles up. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Ends it without a word, as a tab that is closed. */
  readonly cut: () => void;
  /** When it was closed by the other side, its close code, or 0; null while it is open or after `cut`. */
  readonly closedWith: () => number | null;
}

const frameOf = (opcode: number, payload: Uint8Array): Buffer => {
  const { byteLength } = payload;
  const lengthBytes = byteLength < 126 ? 0 : byteLength < 65_536 ? 2 : 8;
  const frame = Buffer.allocUnsafe(2 + lengthBytes + 4 + byteLength);
  frame[0] = FINAL | opcode;
  frame[1] = MASKED | (lengthBytes === 0 ? byteLength : lengthBytes === 2 ? 126 : 127);
  if (lengthBytes === 2) frame.writeUInt16BE(byteLength, 2);
  if (lengthBytes === 8) frame.writeBigUInt64BE(BigInt(byteLength), 2);
  const at = 2 + lengthBytes;
  MASK.copy(frame, at);
  for (let i = 0; i < byteLength; i++) frame[at + 4 + i] = (payload[i] ?? 0) ^ (MASK[i & 3] ?? 0);
  return frame;
};

const HEAD_END = '\r\n\r\n';

const handshake = (path: string, port: number): string =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
    HEAD_END.slice(2),
  ].join('\r\n');

/** Opens a line to a server on this machine. Rejects where the upgrade is refused, or takes too long. */
export const openLine = ({ port, path, onMessage, timeoutMs = 20_000 }: LineOptions): Promise<Line> =>
  new Promise((resolve, reject) => {
    let head: Buffer | null = Buffer.alloc(0);
    let closedWith: number | null = null;
    const write = (opcode: number, payload: Uint8Array): void => void socket.write(frameOf(opcode, payload));
    const frames = new FrameReader((opcode, payload) => {
      if (opcode === OPCODE.binary || opcode === OPCODE.text) onMessage(payload);
      else if (opcode === OPCODE.ping) write(OPCODE.pong, payload);
      else if (opcode === OPCODE.close) closedWith = payload.byteLength < 2 ? 0 : payload.readUInt16BE(0);
      else if (opcode === OPCODE.continuation) throw new Error('a server split a message, which none of these does');
    });
    const line: Line = {
      send: (message) => write(OPCODE.binary, message),
      pause: () => void socket.pause(),
      resume: () => void socket.resume(),
      cut: () => void socket.destroy(),
      closedWith: () => closedWith,
    };
    const open = (chunk: Buffer, soFar: Buffer): void => {
      const bytes = Buffer.concat([soFar, chunk]);
      const end = bytes.indexOf(HEAD_END);
      head = bytes;
      if (end === -1) return;
      head = null;
      clearTimeout(timeout);
      const status = bytes.toString('latin1', 0, bytes.indexOf('\r\n'));
      if (!status.includes(' 101 ')) {
        socket.destroy();
        reject(new Error(`the upgrade was answered with "${status}"`));
        return;
      }
      resolve(line);
      frames.read(bytes.subarray(end + HEAD_END.length));
    };
    const socket: Socket = connect({
      host: '127.0.0.1',
      port,
      noDelay: true,
      onread: {
        buffer: readBuffer,
        callback: (length) => {
          const chunk = readBuffer.subarray(0, length);
          if (head === null) frames.read(chunk);
          else open(chunk, head);
          return true;
        },
      },
    });
    const timeout = setTimeout(() => {
      socket.destroy();
      reject(new Error('the upgrade took too long'));
    }, timeoutMs);
    socket.once('connect', () => socket.write(handshake(path, port)));
    socket.once('error', (error) => {
      closedWith ??= 0;
      reject(error);
    });
    socket.once('close', () => {
      closedWith ??= 0;
      clearTimeout(timeout);
      reject(new Error('the line was closed before it was open'));
    });
  });
