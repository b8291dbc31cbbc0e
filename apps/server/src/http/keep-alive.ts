import type { Cancel, Clock } from '@samrejse/runtime/clock';
import type { WebSocket } from 'ws';
import type { Limits } from '../rooms/limits.ts';

/**
 * Pings a WebSocket, and terminates it when a ping was not answered before the next is due: a laptop that was closed sends
 * no close frame. Returns how to stop.
 */
export const keepAlive = (raw: WebSocket, clock: Clock, limits: Limits): Cancel => {
  let isAnswered = true;
  let cancel: Cancel = () => {};
  const ping = () => {
    if (!isAnswered) return raw.terminate();
    isAnswered = false;
    if (raw.readyState === raw.OPEN) raw.ping();
    cancel = clock.after(limits.pingMs, ping);
  };
  raw.on('pong', () => {
    isAnswered = true;
  });
  cancel = clock.after(limits.pingMs, ping);
  return () => cancel();
};
