import { describe, expect, test } from 'vitest';
import { readFrame } from '../../../apps/server/src/wire/frames.ts';
import { encodeReplica, openReplica, stateVectorOf } from '../../../packages/model/src/document/replica.ts';
import { NOTHING_SHOWN } from '../../../packages/model/src/wire/presence.ts';
import { encodeSlot, frameOfSlots } from '../../../packages/model/src/wire/presence-frame.ts';
import { blankBoard } from '../load/board.ts';
import { encode, readerOf, readStateVector, readVarBytes, readVarInt, readVarUint, varInt } from './bytes.ts';
import { FrameReader, OPCODE } from './frame-reader.ts';
import { hocuspocusDialect } from './hocuspocus.ts';
import { ownDialect } from './own.ts';
import { stockDialect } from './stock.ts';

const frame = (payload: Uint8Array): Buffer => {
  const { byteLength } = payload;
  if (byteLength < 126) return Buffer.concat([Uint8Array.of(0x82, byteLength), payload]);
  const head = Buffer.alloc(byteLength < 65_536 ? 4 : 10);
  head[0] = 0x82;
  head[1] = byteLength < 65_536 ? 126 : 127;
  if (byteLength < 65_536) head.writeUInt16BE(byteLength, 2);
  else head.writeBigUInt64BE(BigInt(byteLength), 2);
  return Buffer.concat([head, payload]);
};

test('frames come out as they went in, wherever the reads cut them', () => {
  const messages = [0, 1, 125, 126, 300, 65_535, 65_536, 200_000, 3].map((length) => Buffer.alloc(length, length));
  const bytes = Buffer.concat(messages.map(frame));
  for (const size of [1, 2, 3, 7, 1_000, 65_537, bytes.byteLength]) {
    const heard: Buffer[] = [];
    const reader = new FrameReader((opcode, payload) => {
      expect(opcode).toBe(OPCODE.binary);
      heard.push(Buffer.from(payload));
    });
    // The same memory each time, as a socket's read buffer is.
    const chunk = Buffer.alloc(size);
    for (let at = 0; at < bytes.byteLength; at += size)
      reader.read(chunk.subarray(0, bytes.copy(chunk, 0, at, at + size)));
    expect(heard.map((message) => message.byteLength)).toEqual(messages.map((message) => message.byteLength));
    expect(Buffer.concat(heard).equals(Buffer.concat(messages))).toBe(true);
  }
});

describe('bytes', () => {
  test('numbers of any size are read as they were written', () => {
    const numbers = [0, 1, 127, 128, 16_384, 2 ** 32, 2 ** 45];
    const reader = readerOf(encode(...numbers));
    expect(numbers.map(() => readVarUint(reader))).toEqual(numbers);
    const signed = [0, 63, 64, -1, -64, 8_191, 8_192, -1_000_000];
    const signedReader = readerOf(Buffer.concat(signed.map(varInt)));
    expect(signed.map(() => readVarInt(signedReader))).toEqual(signed);
  });

  test('a state vector of Yjs is read', () => {
    const replica = openReplica(blankBoard());
    const clocks = readStateVector(stateVectorOf(replica));
    expect(clocks.size).toBe(1);
    expect(Math.max(...clocks.values())).toBeGreaterThan(10);
    expect(encodeReplica(replica).byteLength).toBeGreaterThan(100);
  });

  test('what ends too early throws', () => {
    expect(() => readVarBytes(readerOf(Uint8Array.of(5, 1)))).toThrow(RangeError);
    expect(() => readVarUint(readerOf(Uint8Array.of(255)))).toThrow(RangeError);
  });
});

test.each([
  ['stock', stockDialect],
  ['Hocuspocus', hocuspocusDialect],
])('%s: edits and cursors are read back', (_name, dialect) => {
  const room = { name: 'room', token: 'token' };
  const update = Uint8Array.of(1, 2, 3);
  expect(dialect.read(Buffer.from(dialect.update(room, update)))).toEqual({
    kind: 'document',
    updates: [Buffer.from(update)],
    isAnswer: false,
  });
  const heard = dialect.read(Buffer.from(dialect.cursor(room, { index: 7 }, 41)));
  const cursors: number[][] = [];
  if (heard.kind === 'presence') dialect.readCursors(heard.payload, (...cursor) => cursors.push(cursor));
  expect(cursors).toEqual([[7, 41]]);
});

test('our own client says what it draws and where its pointer is as the server reads it, and reads where others are', () => {
  const view = { x: -20, y: 300, width: 1_600, height: 1_000 };
  const [at, there] = [
    { x: 7_999, y: 70 },
    { x: 12, y: -3 },
  ];
  const { draw, point, readPlaces } = ownDialect.views;
  expect(readFrame(draw(view))).toEqual({ kind: 'presence', change: { view } });
  expect(readFrame(point(at))).toEqual({ kind: 'presence', change: { cursor: at } });
  const part = (slot: number, cursor: typeof at) =>
    encodeSlot({ slot, change: { cursor, selected: 'card-1' }, shown: NOTHING_SHOWN });
  const heard = ownDialect.read(Buffer.from(frameOfSlots([part(3, at), part(300, there)])));
  const places: number[][] = [];
  if (heard.kind === 'presence') readPlaces(heard.payload, (...place) => places.push(place));
  expect(places).toEqual([
    [7_999, 70],
    [12, -3],
  ]);
});
