/**
 * The y-websocket protocol, one message a frame: varUint type, then
 * - sync: varUint step (SyncStep1 | SyncStep2 | Update), varUint8Array;
 * - awareness: varUint8Array of varUint count, then for each varUint client, varUint clock, varString JSON;
 * - query awareness: nothing;
 * - and our own: `messages.ts` and `presence-frame.ts` in the model's `wire/`.
 * Read by hand: y-protocols' own reader applies as it reads, and swallows what goes wrong.
 */

import {
  MESSAGE_AWARENESS,
  MESSAGE_PART,
  MESSAGE_PRESENCE,
  MESSAGE_QUERY_AWARENESS,
  MESSAGE_SAMREJSE,
  MESSAGE_SYNC,
  readUp,
  SYNC_STEP_1,
  SYNC_STEP_2,
  SYNC_UPDATE,
  type Up,
} from '@samrejse/model/wire/messages';
import type { ShownChange } from '@samrejse/model/wire/presence';
import { readShown } from '@samrejse/model/wire/presence-frame';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

export type Bytes = Uint8Array<ArrayBuffer>;

export type Frame =
  | { readonly kind: 'step-1'; readonly stateVector: Uint8Array }
  /** SyncStep2 or Update: a frame that carries content. */
  | { readonly kind: 'document'; readonly update: Uint8Array }
  | { readonly kind: 'awareness'; readonly payload: Uint8Array }
  | { readonly kind: 'query-awareness' }
  | { readonly kind: 'presence'; readonly change: ShownChange }
  | { readonly kind: 'ours'; readonly message: Up }
  /** A piece of a frame; `left` more follow. */
  | { readonly kind: 'part'; readonly left: number; readonly bytes: Uint8Array };

const readSync = (decoder: decoding.Decoder): Frame | null => {
  const step = decoding.readVarUint(decoder);
  const content = decoding.readVarUint8Array(decoder);
  if (step === SYNC_STEP_1) return { kind: 'step-1', stateVector: content };
  return step === SYNC_STEP_2 || step === SYNC_UPDATE ? { kind: 'document', update: content } : null;
};

const readOurs = (decoder: decoding.Decoder): Frame | null => {
  const message = readUp(decoder);
  return message === null ? null : { kind: 'ours', message };
};

const readPresence = (decoder: decoding.Decoder): Frame | null => {
  const change = readShown(decoder);
  return change === null ? null : { kind: 'presence', change };
};

const readByType = (decoder: decoding.Decoder): Frame | null => {
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE_SYNC:
      return readSync(decoder);
    case MESSAGE_AWARENESS:
      return { kind: 'awareness', payload: decoding.readVarUint8Array(decoder) };
    case MESSAGE_QUERY_AWARENESS:
      return { kind: 'query-awareness' };
    case MESSAGE_PRESENCE:
      return readPresence(decoder);
    case MESSAGE_SAMREJSE:
      return readOurs(decoder);
    case MESSAGE_PART:
      return { kind: 'part', left: decoding.readVarUint(decoder), bytes: decoding.readTailAsUint8Array(decoder) };
    default:
      return null;
  }
};

/** One frame from a client; null if it is no message of the protocol. */
export const readFrame = (bytes: Uint8Array): Frame | null => {
  // lib0 bounds its reads by the buffer, not by the view: a view of a pool would read its neighbours.
  const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
  try {
    return readByType(decoding.createDecoder(own));
  } catch {
    // Bytes from outside that end too early.
    return null;
  }
};

const syncFrame = (step: number, content: Uint8Array): Bytes => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_SYNC);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, content);
  return encoding.toUint8Array(encoder);
};

export const stepOneFrame = (stateVector: Uint8Array): Bytes => syncFrame(SYNC_STEP_1, stateVector);
export const stepTwoFrame = (update: Uint8Array): Bytes => syncFrame(SYNC_STEP_2, update);
export const updateFrame = (update: Uint8Array): Bytes => syncFrame(SYNC_UPDATE, update);

/** What one client shows of itself, as JSON; 'null' when it has left. */
export interface ClientState {
  readonly client: number;
  readonly clock: number;
  readonly json: string;
}

export const awarenessFrame = (states: readonly ClientState[]): Bytes => {
  const payload = encoding.createEncoder();
  encoding.writeVarUint(payload, states.length);
  for (const { client, clock, json } of states) {
    encoding.writeVarUint(payload, client);
    encoding.writeVarUint(payload, clock);
    encoding.writeVarString(payload, json);
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_AWARENESS);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(payload));
  return encoding.toUint8Array(encoder);
};

/** The states of an awareness frame; null where the bytes are none. */
export const readAwareness = (payload: Uint8Array): ClientState[] | null => {
  try {
    const decoder = decoding.createDecoder(payload);
    const states: ClientState[] = [];
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      states.push({ client, clock, json: decoding.readVarString(decoder) });
    }
    return states;
  } catch {
    // Bytes from outside that end too early.
    return null;
  }
};
