/** The y-websocket protocol, as any stock Yjs client speaks it. */
import {
  MESSAGE_AWARENESS,
  MESSAGE_SYNC,
  SYNC_STEP_1,
  SYNC_STEP_2,
  SYNC_UPDATE,
} from '../../../packages/model/src/wire/messages.ts';
import { encode, readerOf, readVarBytes, readVarUint } from './bytes.ts';
import type { Dialect, Heard, Self } from './dialect.ts';

const EMPTY_STATE_VECTOR = Uint8Array.of(0);
const EMPTY_UPDATE = Uint8Array.of(0, 0);

/** Awareness client ids: any number, so they say which client it is. */
const AWARENESS_BASE = 1_000;

/** A board's presence as awareness JSON: what packages/model takes for a person and their pointer. */
const presenceJson = ({ index }: Self, seq: number): string =>
  JSON.stringify({
    person: { id: `person-${index}`, name: `Person ${index}`, colour: index % 12 },
    cursor: { x: 100 + (seq % 900), y: 40 + index },
    selected: null,
    typing: false,
    drag: null,
  });

/** An awareness payload that holds one client's state. The clock counts the places, and begins with 1. */
export const awarenessPayload = (self: Self, seq: number): Uint8Array =>
  encode(1, AWARENESS_BASE + self.index, seq + 1, presenceJson(self, seq));

export const stepOne = (): readonly [number, number, Uint8Array] => [MESSAGE_SYNC, SYNC_STEP_1, EMPTY_STATE_VECTOR];
export const stepTwoOfNothing = (): readonly [number, number, Uint8Array] => [MESSAGE_SYNC, SYNC_STEP_2, EMPTY_UPDATE];

/** A message whose type is read by hand from `reader` on. */
export const readStock = (message: Uint8Array, from: number): Heard => {
  const reader = readerOf(message);
  reader.at = from;
  const type = readVarUint(reader);
  if (type === MESSAGE_AWARENESS) return { kind: 'presence', payload: readVarBytes(reader) };
  if (type !== MESSAGE_SYNC) return { kind: 'other' };
  const step = readVarUint(reader);
  if (step === SYNC_STEP_1) return { kind: 'question' };
  return { kind: 'document', updates: [readVarBytes(reader)], isAnswer: step === SYNC_STEP_2 };
};

export const readAwarenessCursors = (payload: Uint8Array, each: (index: number, seq: number) => void): void => {
  const reader = readerOf(payload);
  for (let left = readVarUint(reader); left > 0; left--) {
    const client = readVarUint(reader);
    const clock = readVarUint(reader);
    const length = readVarUint(reader);
    reader.at += length;
    each(client - AWARENESS_BASE, clock - 1);
  }
};

export const stockDialect: Dialect = {
  answers: true,
  path: ({ name, token }) => `/sync/${name}?token=${token}`,
  hello: () => [encode(...stepOne())],
  update: (_room, update) => encode(MESSAGE_SYNC, SYNC_UPDATE, update),
  nothingNew: () => encode(...stepTwoOfNothing()),
  cursor: (_room, self, seq) => encode(MESSAGE_AWARENESS, awarenessPayload(self, seq)),
  read: (message) => readStock(message, 0),
  readCursors: readAwarenessCursors,
  keepAlive: null,
};
