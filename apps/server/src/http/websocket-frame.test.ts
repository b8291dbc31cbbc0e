import { once } from 'node:events';
import { expect, test } from 'vitest';
import { Receiver } from 'ws';
import { websocketFrame } from './websocket-frame.ts';

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
