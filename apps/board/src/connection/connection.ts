/**
 * One board's line to the server: y-websocket's provider with our extra messages, the offline copy in IndexedDB, and
 * the account of what is saved. Plain TypeScript; `state/` turns it into runes.
 */
import { type Board, openBoard } from '@samrejse/model/document/board';
import type { BoardId } from '@samrejse/model/records/ids';
import type { Person } from '@samrejse/model/records/records';
import type { Session } from '@samrejse/model/session/session';
import type { GuestSecret } from '@samrejse/model/wire/guest';
import { readLogRange } from '@samrejse/model/wire/log-range';
import {
  CLOSE,
  type Down,
  encodeMessage,
  MESSAGE_LOG_RANGE,
  MESSAGE_PRESENCE,
  MESSAGE_SAMREJSE,
  type RefusalWord,
  readDown,
} from '@samrejse/model/wire/messages';
import type { Shown } from '@samrejse/model/wire/presence';
import { encodeShown, readSlots } from '@samrejse/model/wire/presence-frame';
import type { Role } from '@samrejse/model/words/enumerations';
import { WebsocketProvider } from 'y-websocket';
import { openOfflineCopy } from '../storage/offline-copy.ts';
import { openUnsavedNote } from '../storage/unsaved-note.ts';
import { fetchAccess } from './api.ts';
import { type Follower, follower, paramsFor, takeSnapshot } from './follower.ts';
import { Showing } from './own-presence.ts';
import { Neighbours, type PeerChanges } from './peers.ts';
import type { LineEvent } from './reconnect.ts';
import { keepLine } from './reconnect-driver.ts';
import { type Saving, type SavingEvent, saved, startSaving, unsavedCount } from './saving.ts';
import { betterSample, type ClockSample, sampleClock } from './server-clock.ts';
import { watchedSocket } from './watched-socket.ts';

/** Why a connection has ended for good. */
export type Ending = 'revoked' | 'new-version' | 'damaged' | 'broken';

export interface ConnectionEvents {
  readonly onSaving: (saving: Saving) => void;
  readonly onSession: (session: Session) => void;
  readonly onClock: (offsetMs: number) => void;
  readonly onRole: (role: Role) => void;
  readonly onPeers: (changes: PeerChanges) => void;
  readonly onRefused: (reason: RefusalWord) => void;
  /** Much more the board will not take. */
  readonly onNearlyFull: () => void;
  readonly onEnded: (ending: Ending) => void;
  /** The document has content: from this browser, or from the server. */
  readonly onReady: () => void;
}

export interface Connection {
  readonly board: Board;
  /** Who we are, and what we show to others. */
  readonly show: (person: Person, shown: Shown) => void;
  /** Forgets the offline copy too: what the server refused must not come back from it. */
  readonly discard: () => Promise<void>;
  readonly close: () => void;
}

/** How often the server's clock is read while there is no other reason to. */
const CLOCK_INTERVAL_MS = 30_000;

const endingOf = (code: number): Ending =>
  code === CLOSE.wireVersion
    ? 'new-version'
    : code === CLOSE.revoked || code === CLOSE.boardGone
      ? 'revoked'
      : code === CLOSE.boardDamaged
        ? 'damaged'
        : 'broken';

interface Receiver {
  readonly log: Follower;
  readonly events: ConnectionEvents;
  readonly note: (event: SavingEvent) => void;
  readonly feed: (event: LineEvent) => void;
  readonly askClock: () => void;
  readonly neighbours: Neighbours;
}

/** What our own messages mean: each is a fact about saving, the line or the others, or something to pass on. */
const receiver = ({ log, events, note, feed, askClock, neighbours }: Receiver) => {
  let sample: ClockSample | null = null;
  return (message: Down): void => {
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
        if (message.reason !== 'missing' && message.reason !== 'too-fast') events.onRefused(wordFor(message));
        break;
      case 'session':
        events.onSession(message.session);
        break;
      case 'clock':
        sample = betterSample(sample, sampleClock(message.sentAt, message.serverNow, Date.now()));
        events.onClock(sample.offsetMs);
        break;
      case 'people':
        neighbours.meet(message);
        break;
      case 'slot':
        neighbours.sit(message.slot);
        break;
      case 'notice':
        if (message.notice === 'draining') feed({ type: 'draining', retryAfterMs: message.retryAfterMs });
        else if (message.notice === 'nearly-full') events.onNearlyFull();
        else note({ type: 'server-saves', saves: message.notice === 'saving' });
        break;
    }
  };
};

const listen = (provider: WebsocketProvider, deps: Receiver & { readonly showing: Showing }): void => {
  const receive = receiver(deps);
  provider.messageHandlers[MESSAGE_SAMREJSE] = (_encoder, decoder) => {
    const message = readDown(decoder);
    if (message !== null) receive(message);
  };
  provider.messageHandlers[MESSAGE_LOG_RANGE] = (_encoder, decoder) => deps.log.take(readLogRange(decoder));
  provider.messageHandlers[MESSAGE_PRESENCE] = (_encoder, decoder) => {
    const slots = readSlots(decoder);
    if (slots !== null) deps.neighbours.show(slots);
  };
  provider.on('status', ({ status }) => {
    // Before anything else is said: the server must know whose edits these are.
    if (status === 'connected') deps.showing.open();
    if (status !== 'disconnected') return;
    deps.neighbours.forget();
    deps.showing.close();
  });
};

/** Of what is forbidden, why. */
const wordFor = ({ reason, objection }: Down & { type: 'refused' }): RefusalWord =>
  reason === 'forbidden' && objection !== undefined ? objection : reason;

/** A board, the link to it, and the secret of who comes. */
interface Destination {
  readonly id: BoardId;
  readonly token: string;
  readonly guest: GuestSecret;
}

/** Opens a board. Starts from the copy in this browser if there is one, then goes on line. */
export const connect = (to: Destination, events: ConnectionEvents): Connection => {
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
    params: paramsFor(to, null),
    WebSocketPolyfill: watchedSocket((whole) => note({ type: 'frame-sent', whole })),
  });
  // Presence goes a way of its own.
  provider.awareness.setLocalState(null);
  const send = (frame: Uint8Array<ArrayBuffer>) => {
    if (provider.wsconnected) provider.ws?.send(frame);
  };
  const askClock = () => send(encodeMessage({ type: 'clock', sentAt: Date.now() }));
  const neighbours = new Neighbours(events.onPeers);
  const showing = new Showing({
    introduce: (person) => send(encodeMessage({ type: 'introduce', person })),
    change: (change, shown) => send(encodeShown(change, shown)),
  });
  const log = follower(provider, offline, to);
  const line = keepLine(provider, { probe: askClock, onPhase: (phase) => note({ type: 'line', phase }) });
  listen(provider, { log, events, note, feed: line.feed, askClock, neighbours, showing });
  /** A refused upgrade looks like any failed connection from here, so ask the API whether the link still opens the board. */
  const askWhetherRevoked = async () => {
    const answer = await fetchAccess(to.id, to.token);
    if (closed || answer.ok || answer.failure.kind !== 'refused' || answer.failure.code !== 'unauthorised') return;
    line.end();
    events.onEnded('revoked');
  };
  provider.on('connection-error', () => void askWhetherRevoked());
  provider.on('closed', ({ code }) => {
    if (code === CLOSE.otherEpoch) events.onRefused('replaced');
    else events.onEnded(endingOf(code));
  });
  provider.on('sync', (synced) => {
    if (synced) events.onReady();
  });
  const clockTimer = setInterval(askClock, CLOCK_INTERVAL_MS);

  events.onSaving(saving);
  const start = async () => {
    const standing = await offline.opened;
    if (standing !== null) log.stand(standing);
    else await takeSnapshot(to, board, log, () => closed);
    if (closed) return;
    line.feed({ type: 'start' });
    if (board.meta.size > 0) events.onReady();
  };
  void start();

  const close = () => {
    if (closed) return;
    closed = true;
    clearInterval(clockTimer);
    line.end();
    provider.destroy();
    offline.close();
    doc.destroy();
  };

  return {
    board,
    show: (person, shown) => showing.show(person, shown),
    discard: async () => {
      line.end();
      provider.destroy();
      unsaved.write(0);
      await offline.empty();
      close();
    },
    close,
  };
};
