import { createHash } from 'node:crypto';
import fc from 'fast-check';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import type { PersonId } from '../records/ids.ts';
import type { Session } from '../session/session.ts';
import { ROLES } from '../words/roles.ts';
import { encodeFrameParts, MAX_PART_BYTES } from './frame-parts.ts';
import { encodeLogRange, readLogRange } from './log-range.ts';
import {
  CLOSE,
  type Down,
  downSchema,
  encodeMessage,
  MESSAGE_AWARENESS,
  MESSAGE_LOG_RANGE,
  MESSAGE_PART,
  MESSAGE_PRESENCE,
  MESSAGE_QUERY_AWARENESS,
  MESSAGE_SAMREJSE,
  MESSAGE_SYNC,
  REFUSAL_REASONS,
  readDown,
  readUp,
  type Up,
  upSchema,
  WIRE_VERSION,
} from './messages.ts';

const SESSIONS: readonly Session[] = [
  { state: 'idle' },
  { state: 'running', title: 'Skriv', endsAt: 5, totalMs: 3 },
  { state: 'paused', title: '', remainingMs: 4, totalMs: 5 },
  { state: 'ended', title: '🙂', endedAt: 6, byClock: true },
];

const ANNA = { id: 'anna' as PersonId, name: 'Anna', colour: 3 };
const DOWN: readonly Down[] = [
  ...ROLES.map((role): Down => ({ type: 'welcome', role, serverNow: 1, session: { state: 'idle' }, epoch: 1 })),
  { type: 'ack', frames: 3 },
  { type: 'ack', frames: 3, seq: 8 },
  ...REFUSAL_REASONS.map((reason): Down => ({ type: 'refused', frame: 2, reason })),
  ...SESSIONS.map((session): Down => ({ type: 'session', session, serverNow: 9 })),
  { type: 'clock', sentAt: 1.5, serverNow: 2 },
  { type: 'notice', notice: 'saving' },
  { type: 'notice', notice: 'not-saving' },
  { type: 'notice', notice: 'draining', retryAfterMs: 100 },
  { type: 'notice', notice: 'nearly-full' },
  { type: 'people', all: true, left: [4], here: [{ slot: 4, person: ANNA, role: 'viewer' }] },
  { type: 'slot', slot: 65_535 },
];
const UP: readonly Up[] = [
  { type: 'clock', sentAt: 1.5 },
  { type: 'resume', since: 7 },
  { type: 'introduce', person: ANNA },
];

/** A decoder behind the type number, as the receiver has it. */
const arrived = (bytes: Uint8Array): decoding.Decoder => {
  const decoder = decoding.createDecoder(bytes);
  expect(decoding.readVarUint(decoder)).toBe(MESSAGE_SAMREJSE);
  return decoder;
};

const frame = (json: string) => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_SAMREJSE);
  encoding.writeVarString(encoder, json);
  return encoding.toUint8Array(encoder);
};

/** The parts of a schema that decide which messages fit it; the rest is valibot's own. */
const DECISIVE = ['type', 'entries', 'options', 'literal', 'item', 'wrapped', 'pipe', 'requirement', 'key', 'rest'];

const described = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(described);
  if (schema instanceof RegExp) return String(schema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const isSchema = 'kind' in schema;
  const members = Object.entries(schema).filter(([name]) => !isSchema || DECISIVE.includes(name));
  return Object.fromEntries(members.map(([name, value]) => [name, described(value)]));
};

describe('wire', () => {
  test('[W1] every message arrives as it was sent', () => {
    for (const message of DOWN) expect(readDown(arrived(encodeMessage(message)))).toEqual(message);
    for (const message of UP) expect(readUp(arrived(encodeMessage(message)))).toEqual(message);
  });

  /**
   * If this test fails, the messages between client and server have changed. A client of yesterday may still be open in
   * a browser tab. Raise WIRE_VERSION, so that the server tells it to reload, and put the new hash here. If both sides
   * of either age read the change alike (a description, say), the new hash alone is enough.
   */
  test('[W7] [W9] a range of the log arrives as it was sent, and a frame in parts can be put together', () => {
    const updates = [Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)];
    for (const range of [
      { after: 0, seq: 300, updates },
      { after: 7, seq: 7, updates: [] },
    ]) {
      const decoder = decoding.createDecoder(encodeLogRange(range));
      expect(decoding.readVarUint(decoder)).toBe(MESSAGE_LOG_RANGE);
      expect(readLogRange(decoder)).toEqual(range);
    }
    const frame = Uint8Array.from({ length: 2 * MAX_PART_BYTES + 5 }, (_, i) => i % 251);
    const parts = encodeFrameParts(frame).map((part) => {
      const decoder = decoding.createDecoder(part);
      expect(decoding.readVarUint(decoder)).toBe(MESSAGE_PART);
      return { left: decoding.readVarUint(decoder), bytes: decoding.readTailAsUint8Array(decoder) };
    });
    expect(parts.map(({ left }) => left)).toEqual([2, 1, 0]);
    expect(Buffer.concat(parts.map(({ bytes }) => bytes)).equals(frame)).toBe(true);
  });

  test('[W2] the messages of this wire version are these', () => {
    const schemas = [downSchema, upSchema].map(described);
    const hash = createHash('sha256').update(JSON.stringify(schemas)).digest('hex').slice(0, 16);
    expect({ version: WIRE_VERSION, hash }).toEqual({ version: 3, hash: '946634e6679edc02' });
  });

  test('[W3] what is no message of ours is none, and a client’s bytes never throw', () => {
    const none = [
      '{}',
      'null',
      '[]',
      '{"type":"ack"}',
      '{"type":"clock","sentAt":"now"}',
      '{"type":"hello"}',
      '{"type":"introduce","person":{"id":"no id","name":"x","colour":1}}',
    ];
    for (const json of none) {
      expect(readDown(arrived(frame(json)))).toBeNull();
      expect(readUp(arrived(frame(json)))).toBeNull();
    }
    expect(readUp(arrived(frame('{"type"')))).toBeNull();
    expect(() => readDown(arrived(frame('{"type"')))).toThrow(SyntaxError);
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(readUp(decoding.createDecoder(bytes))).toBeNull();
      }),
    );
  });

  test('[W4] a stock y-websocket client and ours do not mistake each other', () => {
    expect([MESSAGE_SYNC, MESSAGE_AWARENESS, MESSAGE_QUERY_AWARENESS]).toEqual([0, 1, 3]);
    // 2 is its auth message.
    const ours = [MESSAGE_SAMREJSE, MESSAGE_LOG_RANGE, MESSAGE_PART, MESSAGE_PRESENCE];
    for (const type of ours) expect([0, 1, 2, 3]).not.toContain(type);
    expect(new Set(ours).size).toBe(ours.length);
    const codes = Object.values(CLOSE);
    expect(new Set(codes).size).toBe(codes.length);
    expect(
      [CLOSE.revoked, CLOSE.boardGone, CLOSE.wireVersion, CLOSE.protocol, CLOSE.otherEpoch, CLOSE.boardDamaged].every(
        (c) => c >= 4400 && c < 4500,
      ),
    ).toBe(true);
    expect([CLOSE.overloaded, CLOSE.draining].some((c) => c >= 4400 && c < 4500)).toBe(false);
  });
});
