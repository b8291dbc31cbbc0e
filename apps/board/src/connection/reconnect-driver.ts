/** Carries out what `reconnect.ts` decides: the provider connects when it is told to, and never by itself. */

import {
  type ConnectionStatus,
  type ReconnectEffect,
  type ReconnectEvent,
  type ReconnectState,
  reconnectAfter,
  statusOf,
} from './reconnect.ts';
import type { Provider } from './y-websocket.ts';

interface DriverOptions {
  /** Sends the server something that it answers. */
  readonly probe: () => void;
  readonly onStatus: (status: ConnectionStatus) => void;
}

export interface ReconnectDriver {
  readonly feed: (event: ReconnectEvent) => void;
  /** Drops the connection for good. */
  readonly end: () => void;
}

/** Feeds what the browser says about the network and the tab. Returns how to stop. */
const listenToBrowser = (feed: (event: ReconnectEvent) => void): (() => void) => {
  const stop = new AbortController();
  const { signal } = stop;
  window.addEventListener('online', () => feed({ type: 'woken' }), { signal });
  window.addEventListener('offline', () => feed({ type: 'unplugged' }), { signal });
  const onVisibility = () => {
    if (document.visibilityState === 'visible') feed({ type: 'woken' });
  };
  document.addEventListener('visibilitychange', onVisibility, { signal });
  // The page may come back from the browser's cache with a connection that was cut meanwhile.
  window.addEventListener('pageshow', () => feed({ type: 'woken' }), { signal });
  return () => stop.abort();
};

export const driveReconnect = (provider: Provider, { probe, onStatus }: DriverOptions): ReconnectDriver => {
  let state: ReconnectState = { state: 'closed' };
  let status = statusOf(state);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const carryOut = (effect: ReconnectEffect): void => {
    switch (effect.do) {
      case 'connect':
        provider.connect();
        break;
      case 'drop':
        provider.disconnect();
        break;
      case 'probe':
        probe();
        break;
      case 'stop-timer':
        clearTimeout(timer);
        break;
      case 'set-timer':
        clearTimeout(timer);
        timer = setTimeout(() => feed({ type: 'timer' }), effect.ms);
        break;
    }
  };

  const feed = (event: ReconnectEvent): void => {
    const { next, effects } = reconnectAfter(state, event, { now: Date.now(), random: Math.random() });
    // Before the effects: dropping a connection feeds `lost` back in.
    state = next;
    for (const effect of effects) carryOut(effect);
    const now = statusOf(state);
    if (now === status) return;
    status = now;
    onStatus(status);
  };

  provider.on('status', (event) => {
    if (event.status !== 'connected') return;
    provider.ws?.addEventListener('message', () => feed({ type: 'heard' }));
    feed({ type: 'opened' });
  });
  provider.on('sync', (synced) => {
    if (synced) feed({ type: 'synced' });
  });
  provider.on('connection-close', () => feed({ type: 'lost' }));
  provider.on('closed', () => feed({ type: 'end' }));
  const stopListening = listenToBrowser(feed);

  return {
    feed,
    end: () => {
      stopListening();
      feed({ type: 'end' });
    },
  };
};
