/** Carries out what `line.ts` decides, with y-websocket's provider for hands: it connects when told to, and never by itself. */
import type { WebsocketProvider } from 'y-websocket';
import { type Line, type LineEffect, type LineEvent, type LinePhase, lineAfter, linePhase } from './reconnect.ts';

interface Hands {
  /** Asks the server for a sign of life. */
  readonly probe: () => void;
  readonly onPhase: (phase: LinePhase) => void;
}

/** Feeds the browser's word about the network and the tab. Returns how to stop. */
const listen = (feed: (event: LineEvent) => void): (() => void) => {
  const stop = new AbortController();
  const { signal } = stop;
  window.addEventListener('online', () => feed({ type: 'woken' }), { signal });
  window.addEventListener('offline', () => feed({ type: 'unplugged' }), { signal });
  const onVisibility = () => {
    if (document.visibilityState === 'visible') feed({ type: 'woken' });
  };
  document.addEventListener('visibilitychange', onVisibility, { signal });
  // A page that comes back from the browser's cache, with a line that was cut while it lay there.
  window.addEventListener('pageshow', () => feed({ type: 'woken' }), { signal });
  return () => stop.abort();
};

export const keepLine = (provider: WebsocketProvider, { probe, onPhase }: Hands) => {
  let line: Line = { state: 'closed' };
  let phase = linePhase(line);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const carryOut = (effect: LineEffect): void => {
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
        timer = setTimeout(() => feed({ type: 'due' }), effect.ms);
        break;
    }
  };

  const feed = (event: LineEvent): void => {
    const outcome = lineAfter(line, event, { now: Date.now(), chance: Math.random() });
    // Before its effects: dropping a line tells us that it is lost.
    line = outcome.line;
    for (const effect of outcome.effects) carryOut(effect);
    const now = linePhase(line);
    if (now === phase) return;
    phase = now;
    onPhase(phase);
  };

  provider.on('status', ({ status }) => {
    if (status !== 'connected') return;
    provider.ws?.addEventListener('message', () => feed({ type: 'heard' }));
    feed({ type: 'opened' });
  });
  provider.on('sync', (synced) => {
    if (synced) feed({ type: 'synced' });
  });
  provider.on('connection-close', () => {
    // Its own attempts know no chance.
    provider.shouldConnect = false;
    feed({ type: 'lost' });
  });
  provider.on('closed', () => feed({ type: 'end' }));
  const stopListening = listen(feed);

  return {
    feed,
    end: () => {
      stopListening();
      feed({ type: 'end' });
    },
  };
};
