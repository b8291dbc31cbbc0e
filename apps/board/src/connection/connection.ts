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
  MESSAGE_STRETCH,
  type RefusalReason,
  readDown,
  readStretch,
} from '@samrejse/model/wire';
import { WebsocketProvider } from 'y-websocket';
import { fetchAccess } from './api.ts';
import { type Follower, follower, paramsFor, takeSnapshot } from './follower.ts';
import { openOfflineCopy } from './offline-copy.ts';
import { type Saving, type SavingEvent, saved, startSaving, unsavedCount } from './saving.ts';
import { betterSample, type ClockSample, sampleClock } from './server-clock.ts';
import { openUnsavedNote } from './unsaved-note.ts';
import { reconnectOnWake } from './wake.ts';
import { watchedSocket } from './watched-socket.ts';

/** Why a connection has ended for good. */
export type Ending = 'revoked' | 'new-version' | 'damaged' | 'broken';

export interface ConnectionEvents {
  readonly onSaving: (saving: Saving) => void;
  readonly onSession: (session: Session) => void;
  readonly onClock: (offsetMs: number) => void;
  readonly onRole: (role: Role) => void;
  readonly onPeers: (peers: readonly Peer[]) => void;
  readonly onRefused: (reason: RefusalReason) => void;
  /** Much more the board will not take. */
  readonly onNearlyFull: () => void;
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

const endingOf = (code: number): Ending =>
  code === CLOSE.wireVersion
    ? 'new-version'
    : code === CLOSE.revoked || code === CLOSE.boardGone
      ? 'revoked'
      : code === CLOSE.boardDamaged
        ? 'damaged'
        : 'broken';

const peersOf = (provider: WebsocketProvider): Peer[] =>
  [...provider.awareness.getStates()].flatMap(([clientId, state]) => {
    const presence = clientId === provider.doc.clientID ? null : parsePresence(state);
    return presence === null ? [] : [{ clientId, presence }];
  });

/** What our own messages mean: each is either a fact about saving or something to pass on. */
const receiver = (
  provider: WebsocketProvider,
  log: Follower,
  events: ConnectionEvents,
  note: (event: SavingEvent) => void,
) => {
  let sample: ClockSample | null = null;
  const askClock = () => {
    if (provider.wsconnected) provider.ws?.send(encodeMessage({ type: 'clock', sentAt: Date.now() }));
  };
  const receive = (message: Down): void => {
    switch (message.type) {
      case 'welcome':
        log.inEpoch(message.epoch);
        events.onRole(message.role);
        events.onClock(message.serverNow - Date.now());
        events.onSession(message.session);
        askClock();
        break;
      case 'ack':
        if (message.seq !== undefined) log.reached(message.seq);
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
        } else if (message.notice === 'nearly-full') events.onNearlyFull();
        else note({ type: 'server-saves', saves: message.notice === 'saving' });
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
    params: paramsFor(to.token, null),
    WebSocketPolyfill: watchedSocket((whole) => note({ type: 'frame-sent', whole })),
  });
  /** A refused upgrade looks like any failed connection from here, so ask the API whether the link still opens the board. */
  const askWhetherRevoked = async () => {
    const answer = await fetchAccess(to.id, to.token);
    if (closed || answer.ok || answer.failure.kind !== 'refused' || answer.failure.code !== 'unauthorised') return;
    provider.disconnect();
    events.onEnded('revoked');
  };
  const log = follower(provider, offline, to.token);
  const { askClock, receive } = receiver(provider, log, events, note);
  provider.messageHandlers[MESSAGE_STRETCH] = (_encoder, decoder) => log.take(readStretch(decoder));
  provider.messageHandlers[MESSAGE_SAMREJSE] = (_encoder, decoder) => {
    const message = readDown(decoder);
    if (message !== null) receive(message);
  };
  provider.on('status', ({ status }) => status !== 'connecting' && note({ type: status }));
  provider.on('connection-error', () => void askWhetherRevoked());
  provider.on('closed', ({ code }) => {
    if (code === CLOSE.otherEpoch) events.onRefused('replaced');
    else events.onEnded(endingOf(code));
  });
  provider.on('sync', (synced) => {
    if (!synced) return;
    provider.maxBackoffTime = USUAL_BACKOFF_MS;
    events.onReady();
  });
  // Nobody yet, until we have a name. Before the listener: the maker of this connection is not ready to hear of peers.
  provider.awareness.setLocalState(null);
  provider.awareness.on('change', () => events.onPeers(peersOf(provider)));

  const stopWaking = reconnectOnWake(provider);
  const clockTimer = setInterval(askClock, CLOCK_INTERVAL_MS);

  events.onSaving(saving);
  const start = async () => {
    const standing = await offline.opened;
    if (standing !== null) log.stand(standing);
    else await takeSnapshot(to, board, log, () => closed);
    if (closed) return;
    provider.connect();
    if (board.meta.size > 0) events.onReady();
  };
  void start();

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
