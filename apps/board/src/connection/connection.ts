/**
 * One board's line to the server: y-websocket's provider with our extra messages, the offline copy in IndexedDB, and
 * the account of what is saved. Plain TypeScript; `state/` turns it into runes.
 */
import { type Board, openBoard } from '@samrejse/model/board';
import type { Role } from '@samrejse/model/enumerations';
import type { BoardId } from '@samrejse/model/ids';
import { type Presence, parsePresence } from '@samrejse/model/presence';
import type { Session } from '@samrejse/model/session';
import {
  CLOSE,
  type Down,
  encodeMessage,
  MESSAGE_SAMREJSE,
  MESSAGE_SYNC,
  type RefusalReason,
  readDown,
  SYNC_STEP_1,
  SYNC_STEP_2,
  WIRE_VERSION,
} from '@samrejse/model/wire';
import { WebsocketProvider } from 'y-websocket';
import { fetchAccess } from './api.ts';
import { openOfflineCopy } from './offline-copy.ts';
import { type Saving, type SavingEvent, saved, startSaving, unsavedCount } from './saving.ts';
import { betterSample, type ClockSample, sampleClock } from './server-clock.ts';
import { openUnsavedNote } from './unsaved-note.ts';

/** Why a connection has ended for good. */
export type Ending = 'revoked' | 'new-version' | 'broken';

export interface ConnectionEvents {
  readonly onSaving: (saving: Saving) => void;
  readonly onSession: (session: Session) => void;
  readonly onClock: (offsetMs: number) => void;
  readonly onRole: (role: Role) => void;
  readonly onPeers: (peers: readonly Peer[]) => void;
  readonly onRefused: (reason: RefusalReason) => void;
  readonly onEnded: (ending: Ending) => void;
  /** The document has content: from this browser, or from the server. */
  readonly onReady: () => void;
}

export interface Peer {
  readonly clientId: number;
  readonly presence: Presence;
}

export interface Connection {
  readonly board: Board;
  readonly show: (presence: Presence | null) => void;
  /** Forgets the offline copy too: what the server refused must not come back from it. */
  readonly discard: () => Promise<void>;
  readonly close: () => void;
}

const CLOCK_INTERVAL_MS = 30_000;

/** A WebSocket that tells when a document frame leaves, so that acknowledgements can be matched to edits. */
const watchedSocket = (onDocumentFrame: (whole: boolean) => void): typeof WebSocket =>
  class extends WebSocket {
    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBufferLike>): void {
      if (data instanceof Uint8Array && data[0] === MESSAGE_SYNC && data[1] !== SYNC_STEP_1) {
        onDocumentFrame(data[1] === SYNC_STEP_2);
      }
      super.send(data as ArrayBufferView<ArrayBuffer>);
    }
  };

const endingOf = (code: number): Ending =>
  code === CLOSE.wireVersion
    ? 'new-version'
    : code === CLOSE.revoked || code === CLOSE.boardGone
      ? 'revoked'
      : 'broken';

/** Calls back when the browser has reason to believe that the network is there again. Returns how to stop. */
const onWake = (wake: () => void): (() => void) => {
  const onVisible = () => {
    if (document.visibilityState === 'visible') wake();
  };
  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    window.removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', onVisible);
  };
};

const peersOf = (provider: WebsocketProvider): Peer[] =>
  [...provider.awareness.getStates()].flatMap(([clientId, state]) => {
    const presence = clientId === provider.doc.clientID ? null : parsePresence(state);
    return presence === null ? [] : [{ clientId, presence }];
  });

/** What our own messages mean: each is either a fact about saving or something to pass on. */
const receiver = (provider: WebsocketProvider, events: ConnectionEvents, note: (event: SavingEvent) => void) => {
  let sample: ClockSample | null = null;
  const askClock = () => {
    if (provider.wsconnected) provider.ws?.send(encodeMessage({ type: 'clock', sentAt: Date.now() }));
  };
  const receive = (message: Down): void => {
    switch (message.type) {
      case 'welcome':
        events.onRole(message.role);
        events.onClock(message.serverNow - Date.now());
        events.onSession(message.session);
        askClock();
        break;
      case 'ack':
        note({ type: 'acknowledged', frames: message.frames });
        break;
      case 'refused':
        note({ type: 'refused', frame: message.frame });
        // The server asks again by itself for what is missing or came too fast.
        if (message.reason !== 'missing' && message.reason !== 'too-fast') events.onRefused(message.reason);
        break;
      case 'session':
        events.onSession(message.session);
        break;
      case 'clock':
        sample = betterSample(sample, sampleClock(message.sentAt, message.serverNow, Date.now()));
        events.onClock(sample.offsetMs);
        break;
      case 'notice':
        if (message.notice === 'draining') {
          provider.maxBackoffTime = message.retryAfterMs;
          provider.wsUnsuccessfulReconnects = MANY_FAILURES;
        } else note({ type: 'server-saves', saves: message.notice === 'saving' });
        break;
    }
  };
  return { askClock, receive };
};

/** y-websocket's own cap on the pause between attempts, in ms; and a count of failures that reaches any cap. */
const USUAL_BACKOFF_MS = 2_500;
const MANY_FAILURES = 20;

/** Opens a board. Starts from the copy in this browser if there is one, then goes on line. */
export const connect = (to: { readonly id: BoardId; readonly token: string }, events: ConnectionEvents): Connection => {
  const board = openBoard();
  const { doc } = board;
  const offline = openOfflineCopy(to.id, board);
  const unsaved = openUnsavedNote(to.id, doc.clientID);
  let saving = startSaving(unsaved.carried);
  let closed = false;

  const note = (event: SavingEvent) => {
    saving = saved(saving, event);
    unsaved.write(unsavedCount(saving));
    if (event.type === 'acknowledged' && unsavedCount(saving) === 0) offline.settled();
    events.onSaving(saving);
  };
  // Before the provider's own listener, so that an edit is counted before its frame leaves.
  doc.on('update', (update: Uint8Array, _origin: unknown, _doc: unknown, transaction: { readonly local: boolean }) => {
    if (!transaction.local) return;
    note({ type: 'edited' });
    offline.note(update);
  });

  const provider = new WebsocketProvider(`${location.origin.replace(/^http/, 'ws')}/sync`, to.id, doc, {
    connect: false,
    // Two tabs meet at the server: an edit that came by another tab would count as saved by nobody.
    disableBc: true,
    params: { token: to.token, wire: String(WIRE_VERSION) },
    WebSocketPolyfill: watchedSocket((whole) => note({ type: 'frame-sent', whole })),
  });
  const { askClock, receive } = receiver(provider, events, note);
  provider.messageHandlers[MESSAGE_SAMREJSE] = (_encoder, decoder) => {
    const message = readDown(decoder);
    if (message !== null) receive(message);
  };
  provider.on('status', ({ status }) => {
    if (status !== 'connecting') note({ type: status });
  });
  // A refused upgrade looks like any failed connection from here, so ask the API whether the link still opens the board.
  provider.on('connection-error', () => {
    void fetchAccess(to.id, to.token).then((answer) => {
      if (closed || answer.ok || answer.failure.kind !== 'refused' || answer.failure.code !== 'unauthorised') return;
      provider.disconnect();
      events.onEnded('revoked');
    });
  });
  provider.on('closed', ({ code }) => events.onEnded(endingOf(code)));
  provider.on('sync', (synced) => {
    if (!synced) return;
    provider.maxBackoffTime = USUAL_BACKOFF_MS;
    events.onReady();
  });
  // Nobody yet, until we have a name. Before the listener: the maker of this connection is not ready to hear of peers.
  provider.awareness.setLocalState(null);
  provider.awareness.on('change', () => events.onPeers(peersOf(provider)));

  const wake = () => {
    if (closed || provider.wsconnected || !provider.shouldConnect) return;
    provider.wsUnsuccessfulReconnects = 0;
    if (provider.ws === null) provider.connect();
  };
  const stopWaking = onWake(wake);
  const clockTimer = setInterval(askClock, CLOCK_INTERVAL_MS);

  events.onSaving(saving);
  void offline.opened.then(() => {
    if (closed) return;
    provider.connect();
    if (board.meta.size > 0) events.onReady();
  });

  const close = () => {
    if (closed) return;
    closed = true;
    clearInterval(clockTimer);
    stopWaking();
    provider.destroy();
    offline.close();
    doc.destroy();
  };

  return {
    board,
    show: (presence) => provider.awareness.setLocalState(presence),
    discard: async () => {
      provider.destroy();
      unsaved.write(0);
      await offline.empty();
      close();
    },
    close,
  };
};
