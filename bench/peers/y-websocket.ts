/**
 * A stock Yjs relay: y-websocket's protocol as its own server speaks it (a Y.Doc and an awareness a room, each change sent
 * to everybody at once), without persistence.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { type WebSocket, WebSocketServer } from 'ws';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';

const SYNC = 0;
const AWARENESS = 1;

interface Room {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly sockets: Map<WebSocket, Set<number>>;
}

const rooms = new Map<string, Room>();

const awarenessMessage = (awareness: Awareness, clients: number[]): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, AWARENESS);
  encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, clients));
  return encoding.toUint8Array(encoder);
};

const openRoom = (name: string): Room => {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  awareness.setLocalState(null);
  const room: Room = { doc, awareness, sockets: new Map() };
  const toAll = (message: Uint8Array) => {
    for (const socket of room.sockets.keys()) socket.send(message);
  };
  doc.on('update', (update: Uint8Array) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, SYNC);
    writeUpdate(encoder, update);
    toAll(encoding.toUint8Array(encoder));
  });
  type Changes = Record<'added' | 'updated' | 'removed', number[]>;
  awareness.on('update', ({ added, updated, removed }: Changes, origin: unknown) => {
    const own = room.sockets.get(origin as WebSocket);
    for (const client of added) own?.add(client);
    toAll(awarenessMessage(awareness, [...added, ...updated, ...removed]));
  });
  rooms.set(name, room);
  return room;
};

const receive = (room: Room, socket: WebSocket, bytes: Uint8Array): void => {
  const decoder = decoding.createDecoder(bytes);
  const type = decoding.readVarUint(decoder);
  if (type === AWARENESS) applyAwarenessUpdate(room.awareness, decoding.readVarUint8Array(decoder), socket);
  if (type !== SYNC) return;
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, SYNC);
  readSyncMessage(decoder, encoder, room.doc, socket);
  if (encoding.length(encoder) > 1) socket.send(encoding.toUint8Array(encoder));
};

const leave = (name: string, room: Room, socket: WebSocket): void => {
  const clients = room.sockets.get(socket) ?? new Set();
  room.sockets.delete(socket);
  removeAwarenessStates(room.awareness, [...clients], null);
  if (room.sockets.size > 0) return;
  rooms.delete(name);
  room.doc.destroy();
};

const server = createServer();
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, request) => {
  const name = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
  const room = rooms.get(name) ?? openRoom(name);
  room.sockets.set(socket, new Set());
  socket.binaryType = 'arraybuffer';
  socket.on('message', (data: ArrayBuffer) => receive(room, socket, new Uint8Array(data)));
  socket.on('error', () => {});
  socket.on('close', () => leave(name, room, socket));
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, SYNC);
  writeSyncStep1(encoder, room.doc);
  socket.send(encoding.toUint8Array(encoder));
  const shown = [...room.awareness.getStates().keys()];
  if (shown.length > 0) socket.send(awarenessMessage(room.awareness, shown));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
