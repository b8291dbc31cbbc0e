import type { WebSocket } from 'ws';
import type { Cancel, Clock } from '../clock.ts';
import type { Limits } from '../rooms/limits.ts';

/** Pings a line, and cuts it when it stays silent: a laptop that was closed sends no goodbye. Returns how to stop. */
export const keepAlive = (raw: WebSocket, clock: Clock, limits: Limits): Cancel => {
  let missed = 0;
  let cancel: Cancel = () => {};
  const ping = () => {
    if (missed >= limits.missedPings) return raw.terminate();
    missed++;
    if (raw.readyState === raw.OPEN) raw.ping();
    cancel = clock.after(limits.pingMs, ping);
  };
  raw.on('pong', () => {
    missed = 0;
  });
  cancel = clock.after(limits.pingMs, ping);
  return () => cancel();
};
