import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { Receiver, WebSocket, WebSocketServer } from 'ws';
import { roomSocket, websocketFrame } from './room-socket.ts';

declare module 'ws' {
  const Receiver: new (options: { isServer: boolean }) => NodeJS.WritableStream & NodeJS.EventEmitter;
}

test.each([0, 1, 125, 126, 127, 16_000])('a message of %i bytes is read as it was', async (length) => {
  const message = new Uint8Array(length).map((_, i) => i);
  const receiver = new Receiver({ isServer: false });
  const heard = once(receiver, 'message');
  receiver.write(websocketFrame(message) ?? '');
  expect(new Uint8Array((await heard)[0])).toEqual(message);
});

test('is put together once for all to whom it goes, unless it is long', () => {
  const message = Uint8Array.of(1, 2, 3);
  expect(websocketFrame(message)).toBe(websocketFrame(message));
  expect(websocketFrame(Uint8Array.of(1, 2, 3))).not.toBe(websocketFrame(message));
  expect(websocketFrame(new Uint8Array(16_001))).toBeNull();
});

test('what is held goes out when it is let go, in the order in which it was sent, whatever way it took', async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  let sent = 0;
  sockets.on('connection', (raw, request) => {
    const socket = roomSocket(raw, request.socket, (bytes) => {
      sent += bytes;
    });
    socket.cork();
    for (const length of [10, 20_000, 11, 70_000, 12]) socket.send(new Uint8Array(length));
    expect(socket.buffered()).toBeGreaterThan(90_000);
    socket.close(1001, 'bye');
    socket.send(new Uint8Array(13));
    socket.uncork();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const lengths: number[] = [];
  client.on('message', (data: Buffer) => lengths.push(data.byteLength));
  const [code] = await once(client, 'close');
  expect(lengths).toEqual([10, 20_000, 11, 70_000, 12]);
  expect([code, sent]).toEqual([1001, 90_033]);
  sockets.close();
  server.close();
});
