/**
 * One board's connection to the server, put together from its parts. Plain TypeScript; `state/` turns it into runes.
 * `docs/architecture.md` follows one edit through these parts.
 */
import { type Board, openBoard } from '@samrejse/model/document/board';
import { applyAllTo } from '@samrejse/model/document/replica';
import type { BoardId } from '@samrejse/model/records/ids';
import type { Person } from '@samrejse/model/records/records';
import type { GuestSecret } from '@samrejse/model/wire/guest';
import type { LogPosition } from '@samrejse/model/wire/log-range';
import { CLOSE, encodeMessage, type RefusalWord, type Up, WIRE_VERSION } from '@samrejse/model/wire/messages';
import { encodeShown } from '@samrejse/model/wire/presence-frame';
import { OfflineCopy } from '../storage/offline-copy.ts';
import { openUnsavedNote } from '../storage/unsaved-note.ts';
import { fetchAccess, fetchSnapshot } from './api.ts';
import type { ConnectionEvents, Ending } from './events.ts';
import { LogFollower } from './follower.ts';
import { receiveMessages } from './messages.ts';
import { OwnPresence } from './own-presence.ts';
import { OwnTexts } from './own-texts.ts';
import { Peers } from './peers.ts';
import { driveReconnect } from './reconnect-driver.ts';
import { SavingTracker } from './saving-tracker.ts';
import { ServerClock } from './server-clock.ts';
import { openProvider, sendIfConnected } from './y-websocket.ts';

export interface ConnectOptions {
  readonly id: BoardId;
  /** The token of the link by which the board is opened. */
  readonly token: string;
  readonly person: Person;
  /** Proves to the server that we are this person. */
  readonly guest: GuestSecret;
  /** How many people are here, ourselves included. */
  readonly peopleCount: () => number;
}

export interface BoardConnection {
  readonly board: Board;
  readonly presence: OwnPresence;
  /** Closes, and deletes the offline copy too: edits that the server refused must not come back from it. */
  readonly discard: () => Promise<void>;
  readonly close: () => void;
}

const endingOf = (code: number): Ending => {
  switch (code) {
    case CLOSE.wireVersion:
      return 'new-version';
    case CLOSE.revoked:
    case CLOSE.boardGone:
      return 'revoked';
    case CLOSE.boardDamaged:
      return 'damaged';
    default:
      return 'broken';
  }
};

const paramsFor = ({ token, guest }: ConnectOptions, position: LogPosition | null): Record<string, string> => ({
  token,
  guest,
  wire: String(WIRE_VERSION),
  ...(position === null ? {} : { epoch: String(position.epoch), since: String(position.seq) }),
});

/** What the connection is made of. Only `connectBoard` and the functions beside it see all of it. */
const openParts = (options: ConnectOptions, events: ConnectionEvents) => {
  const board = openBoard();
  const offline = new OfflineCopy(options.id, board);
  const texts = new OwnTexts(board);
  const onRefused = (reason: RefusalWord) => events.onRefused(reason, texts.last());
  const unsaved = openUnsavedNote(options.id, board.doc.clientID);
  // Before the provider, so that an edit is counted before its frame leaves.
  const saving = new SavingTracker({ board, unsaved, offline, onSaving: events.onSaving });
  const provider = openProvider({
    room: options.id,
    doc: board.doc,
    params: paramsFor(options, null),
    onDocumentFrame: (whole) => saving.feed({ type: 'frame-sent', whole }),
  });
  const send = (message: Up) => sendIfConnected(provider, encodeMessage(message));
  const follower = new LogFollower({
    apply: (updates) => applyAllTo(board.doc, updates, provider),
    resume: (since) => send({ type: 'resume', since }),
    onPosition: (position) => {
      provider.params = paramsFor(options, position);
      offline.stands(position);
    },
    onUpToDate: () => offline.upToDate(),
  });
  const clock = new ServerClock({ ask: (sentAt) => send({ type: 'clock', sentAt }), onOffset: events.onClock });
  const peers = new Peers(events.onPeers);
  const presence = new OwnPresence(options.person, {
    introduce: (person) => send({ type: 'introduce', person }),
    change: (change, shown) => sendIfConnected(provider, encodeShown(change, shown)),
    peopleCount: options.peopleCount,
  });
  const reconnect = driveReconnect(provider, {
    probe: () => clock.ask(),
    onStatus: (status) => saving.feed({ type: 'connection', status }),
  });
  receiveMessages(provider, { saving, follower, reconnect, clock, peers, events, onRefused });
  provider.on('status', ({ status }) => {
    // Who we are goes first: the server must know whose edits follow.
    if (status === 'connected') presence.connected();
    if (status !== 'disconnected') return;
    peers.clear();
    presence.disconnected();
  });
  return { board, offline, unsaved, provider, follower, clock, presence, reconnect, onRefused };
};

/** Opens a board: from the copy in this browser if there is one, otherwise from the server; then connects. */
export const connectBoard = (options: ConnectOptions, events: ConnectionEvents): BoardConnection => {
  const parts = openParts(options, events);
  const { board, offline, unsaved, provider, follower, clock, presence, reconnect } = parts;
  let closed = false;

  /** The browser does not say why a connection failed, so ask the API whether the link still opens the board. */
  const askWhetherRevoked = async () => {
    const answer = await fetchAccess(options.id, options.token);
    if (closed || answer.ok || answer.failure.kind !== 'refused' || answer.failure.code !== 'unauthorised') return;
    reconnect.end();
    events.onEnded('revoked');
  };
  provider.on('connection-error', () => void askWhetherRevoked());
  provider.on('closed', ({ code }) => {
    if (code === CLOSE.otherEpoch) parts.onRefused('replaced');
    else events.onEnded(endingOf(code));
  });
  provider.on('sync', (synced) => {
    if (synced) events.onReady();
  });

  /** Over HTTP the board comes compressed, and perhaps from a cache. Without it the socket sends the board. */
  const takeSnapshot = async () => {
    if (board.meta.size > 0) return;
    const snapshot = await fetchSnapshot(options.id, options.token);
    if (snapshot === null || closed) return;
    follower.inEpoch(snapshot.position.epoch);
    follower.take({ after: 0, seq: snapshot.position.seq, updates: [snapshot.update] });
  };
  const start = async () => {
    const position = await offline.opened;
    if (position !== null) follower.startAt(position);
    else await takeSnapshot();
    if (closed) return;
    reconnect.feed({ type: 'start' });
    if (board.meta.size > 0) events.onReady();
  };
  void start();

  const close = () => {
    if (closed) return;
    closed = true;
    clock.close();
    presence.close();
    reconnect.end();
    provider.destroy();
    offline.close();
    board.doc.destroy();
  };
  const discard = async () => {
    reconnect.end();
    provider.destroy();
    unsaved.write(0);
    await offline.empty();
    close();
  };
  return { board, presence, discard, close };
};
