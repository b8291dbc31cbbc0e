/** A client that speaks the protocol frame by frame, so that a test can say anything, and see all that comes. */
import type { BoardId } from '@samrejse/model/records/ids';
import { type LogRange, readLogRange } from '@samrejse/model/wire/log-range';
import {
  type Down,
  MESSAGE_AWARENESS,
  MESSAGE_LOG_RANGE,
  MESSAGE_PRESENCE,
  MESSAGE_SAMREJSE,
  MESSAGE_SYNC,
  readDown,
  SYNC_STEP_1,
  SYNC_STEP_2,
  SYNC_UPDATE,
  WIRE_VERSION,
} from '@samrejse/model/wire/messages';
import { readSlots, type SlotChange } from '@samrejse/model/wire/presence-frame';
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import {
  awarenessFrame,
  type ClientState,
  readAwareness,
  stepOneFrame,
  stepTwoFrame,
  updateFrame,
} from '../src/wire/frames.ts';

export type Heard =
  | { readonly kind: 'step-1' | 'step-2' | 'update'; readonly bytes: Uint8Array }
  | ({ readonly kind: 'log-range' } & LogRange)
  | { readonly kind: 'awareness'; readonly states: readonly ClientState[] }
  | { readonly kind: 'presence'; readonly slots: readonly SlotChange[] }
  | { readonly kind: 'ours'; readonly message: Down };

const SYNC_KINDS = { [SYNC_STEP_1]: 'step-1', [SYNC_STEP_2]: 'step-2', [SYNC_UPDATE]: 'update' } as const;

export const readHeard = (bytes: Uint8Array): Heard => {
  const decoder = decoding.createDecoder(bytes);
  const type = decoding.readVarUint(decoder);
  if (type === MESSAGE_SYNC) {
    const step = decoding.readVarUint(decoder) as keyof typeof SYNC_KINDS;
    return { kind: SYNC_KINDS[step], bytes: decoding.readVarUint8Array(decoder).slice() };
  }
  if (type === MESSAGE_AWARENESS) {
    const states = readAwareness(decoding.readVarUint8Array(decoder).slice());
    if (states !== null) return { kind: 'awareness', states };
  }
  const slots = type === MESSAGE_PRESENCE ? readSlots(decoder) : null;
  if (slots !== null) return { kind: 'presence', slots };
  if (type === MESSAGE_LOG_RANGE) return { kind: 'log-range', ...readLogRange(decoder) };
  const message = type === MESSAGE_SAMREJSE ? readDown(decoder) : null;
  if (message === null) throw new Error(`the server sent what is no message: ${bytes.join(' ')}`);
  return { kind: 'ours', message };
};

/** The content of a frame, in order. */
export const updatesIn = (frame: Heard): readonly Uint8Array[] => {
  if (frame.kind === 'step-2' || frame.kind === 'update') return [frame.bytes];
  return frame.kind === 'log-range' ? frame.updates : [];
};

export interface RawClient {
  /** What it has made of all it heard. */
  readonly doc: Y.Doc;
  readonly heard: readonly Heard[];
  /** Our own messages, in order. */
  readonly messages: () => readonly Down[];
  readonly send: (bytes: Uint8Array) => void;
  readonly sendText: (text: string) => void;
  readonly sendUpdate: (update: Uint8Array) => void;
  readonly sendStepTwo: (update: Uint8Array) => void;
  readonly askForAll: () => void;
  readonly show: (state: { client: number; clock: number; state: unknown }) => void;
  /** Close code, once it is closed. */
  readonly closed: Promise<number>;
  readonly close: () => Promise<number>;
}

export interface RawOptions {
  readonly url: string;
  readonly board: BoardId;
  readonly token: string;
  readonly wire?: string | null;
  /** Where it stands, for a client of ours. */
  readonly stands?: { readonly epoch: number; readonly since: number };
  /** A guest's secret. */
  readonly guest?: string | undefined;
  readonly headers?: Record<string, string>;
}

const addressOf = ({ url, board, token, wire = String(WIRE_VERSION), stands, guest }: RawOptions): string => {
  const query = new URLSearchParams({
    token,
    ...(guest === undefined ? {} : { guest }),
    ...(wire === null ? {} : { wire }),
    ...(stands === undefined ? {} : { epoch: String(stands.epoch), since: String(stands.since) }),
  });
  return `${url.replace('http', 'ws')}/sync/${board}?${query}`;
};

/** The HTTP status a refused upgrade was answered with; 101 where it was not refused. */
export const upgradeStatus = (options: RawOptions): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(addressOf(options), { headers: options.headers ?? {} });
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    socket.once('open', () => {
      resolve(101);
      socket.terminate();
    });
    socket.once('error', reject);
  });

export const connectRaw = async (options: RawOptions): Promise<RawClient> => {
  const socket = new WebSocket(addressOf(options), { headers: options.headers ?? {} });
  socket.binaryType = 'arraybuffer';
  const doc = new Y.Doc();
  const heard: Heard[] = [];
  socket.on('message', (data: ArrayBuffer) => {
    const frame = readHeard(new Uint8Array(data));
    heard.push(frame);
    for (const update of updatesIn(frame)) Y.applyUpdate(doc, update, 'server');
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  // What the server does to the socket is for the test to see in `closed`.
  socket.on('error', () => {});
  const send = (bytes: Uint8Array) => socket.send(bytes);
  return {
    doc,
    heard,
    messages: () => heard.flatMap((frame) => (frame.kind === 'ours' ? [frame.message] : [])),
    send,
    sendText: (text) => socket.send(text),
    sendUpdate: (update) => send(updateFrame(update)),
    sendStepTwo: (update) => send(stepTwoFrame(update)),
    askForAll: () => send(stepOneFrame(Y.encodeStateVector(doc))),
    show: ({ client, clock, state }) => send(awarenessFrame([{ client, clock, json: JSON.stringify(state) }])),
    closed,
    close: () => {
      socket.close();
      return closed;
    },
  };
};

export const acked = (client: RawClient): number =>
  client.messages().reduce((frames, message) => (message.type === 'ack' ? message.frames : frames), 0);

export const refusals = (client: RawClient): { frame: number; reason: string }[] =>
  client.messages().flatMap((m) => (m.type === 'refused' ? [{ frame: m.frame, reason: m.reason }] : []));
