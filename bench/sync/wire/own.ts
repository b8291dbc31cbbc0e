/**
 * Our own client: it shows itself in binary presence frames, gets edits as numbered ranges of the board's log, and takes the whole board over HTTP (`packages/model/src/wire/messages.ts`).
 */

import {
  MESSAGE_LOG_RANGE,
  MESSAGE_PRESENCE,
  MESSAGE_SAMREJSE,
  WIRE_VERSION,
} from '../../../packages/model/src/wire/messages.ts';
import type { At, View } from '../../../packages/model/src/wire/presence.ts';
import { encode, type Reader, readerOf, readVarBytes, readVarInt, readVarUint, skipVarBytes, varInt } from './bytes.ts';
import type { Dialect, Heard, RoomAddress, Self } from './dialect.ts';
import { readStock, stockDialect } from './stock.ts';

/** What a presence frame says has changed, in the order in which it follows. */
const SHOWN = { cursor: 1, selected: 2, held: 4, hang: 8, mode: 16, view: 32 } as const;

const pathOf = (room: RoomAddress): string => `${stockDialect.path(room)}&wire=${WIRE_VERSION}`;

const introduction = ({ index }: Self): Uint8Array => {
  const person = { id: `person-${index}`, name: `Person ${index}`, colour: index % 12 };
  return encode(MESSAGE_SAMREJSE, JSON.stringify({ type: 'introduce', person }));
};

const readLogRange = (reader: Reader): Heard => {
  // From and to which edit: nobody here resumes.
  readVarUint(reader);
  readVarUint(reader);
  const updates: Uint8Array[] = [];
  while (reader.at < reader.bytes.byteLength) updates.push(readVarBytes(reader));
  return { kind: 'document', updates, isAnswer: true };
};

const readOwn = (message: Buffer): Heard => {
  const reader = readerOf(message);
  const type = readVarUint(reader);
  if (type === MESSAGE_LOG_RANGE) return readLogRange(reader);
  if (type === MESSAGE_PRESENCE) return { kind: 'presence', payload: message.subarray(reader.at) };
  return readStock(message, 0);
};

const pointFrame = ({ x, y }: At): Uint8Array =>
  Buffer.concat([encode(MESSAGE_PRESENCE, SHOWN.cursor), varInt(x), varInt(y)]);

const viewFrame = ({ x, y, width, height }: View): Uint8Array =>
  Buffer.concat([encode(MESSAGE_PRESENCE, SHOWN.view), varInt(x), varInt(y), encode(width, height)]);

const readPlaces = (payload: Uint8Array, each: (x: number, y: number) => void): void => {
  const reader = readerOf(payload);
  while (reader.at < payload.byteLength) {
    readVarUint(reader);
    const flags = readVarUint(reader);
    if (flags & SHOWN.cursor) {
      const x = readVarInt(reader);
      each(x, readVarInt(reader));
    }
    for (const register of [SHOWN.selected, SHOWN.held]) if (flags & register) skipVarBytes(reader);
    if (flags & SHOWN.hang) for (let i = 0; i < 2; i++) readVarInt(reader);
    if (flags & SHOWN.mode) reader.at++;
  }
};

const fetchSnapshot = async (room: RoomAddress, port: number): Promise<{ update: Uint8Array; path: string }> => {
  const response = await fetch(`http://127.0.0.1:${port}/api/boards/${room.name}/snapshot`, {
    headers: { authorization: `Bearer ${room.token}` },
  });
  if (!response.ok) throw new Error(`the snapshot was answered with ${response.status}`);
  const update = new Uint8Array(await response.arrayBuffer());
  const [epoch, seq] = [response.headers.get('x-epoch'), response.headers.get('x-seq')];
  return { update, path: `${pathOf(room)}&epoch=${epoch}&since=${seq}` };
};

export const ownDialect = {
  ...stockDialect,
  path: pathOf,
  // What there is the server sends unasked.
  hello: (_room, self) => [introduction(self)],
  // The place's number is its x, and whose it is its y: slots are the server's to give.
  cursor: (_room, { index }, seq) => pointFrame({ x: seq, y: index }),
  read: readOwn,
  readCursors: (payload, each) => readPlaces(payload, (seq, index) => each(index, seq)),
  views: { draw: viewFrame, point: pointFrame, readPlaces },
  load: fetchSnapshot,
} as const satisfies Dialect;
