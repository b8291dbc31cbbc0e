/** A room in memory: its log can be slowed down or broken, its clock stands still, and what it logs can be read. */
import { type BoardId, mintId } from '@samrejse/model/records/ids';
import type { Role } from '@samrejse/model/words/roles';
import { createLog } from '@samrejse/runtime/log';
import { createManualClock } from '@samrejse/runtime/testing/manual-clock';
import * as Y from 'yjs';
import type { Compact } from '../src/rooms/board/compact.ts';
import { Hub } from '../src/rooms/hub.ts';
import type { BoardLog } from '../src/store/board-log.ts';
import type { HeldSession } from '../src/store/sessions.ts';
import { compactHere } from './compact-here.ts';
import { emptyBoard } from './edits.ts';
import { createMemoryLog, type MemoryLog } from './memory-log.ts';
import { createMemorySocket, type MemorySocket } from './memory-socket.ts';
import { readHeard, updatesIn } from './raw-client.ts';
import { limitsWith } from './test-server.ts';

interface MemoryHubOptions {
  /** What the log of the board begins with. */
  readonly first?: Uint8Array;
  /** Parts of the log that behave otherwise than the one in memory. */
  readonly boardLog?: (log: MemoryLog) => Partial<BoardLog>;
  readonly limits?: ReturnType<typeof limitsWith>;
  readonly readSession?: (board: BoardId) => Promise<HeldSession | null>;
  readonly compact?: Compact;
}

/** A hub with one board. */
export const createMemoryHub = ({ first, boardLog, compact, limits, readSession }: MemoryHubOptions = {}) => {
  const clock = createManualClock();
  const board = mintId<BoardId>();
  const log = createMemoryLog(board, first ?? emptyBoard());
  const lines: string[] = [];
  const hub = new Hub({
    clock,
    limits: limits ?? limitsWith({}),
    boardLog: { ...log, ...boardLog?.(log) },
    log: createLog('debug', { to: { write: (line) => void lines.push(line) } }),
    compact: compact ?? compactHere,
    readSession: readSession ?? (async () => null),
    chance: () => 0,
  });
  return {
    board,
    clock,
    hub,
    log,
    /** The messages that were logged. */
    logged: (): string[] => lines.map((line) => String(JSON.parse(line).msg)),
    /** Lets everything end. */
    drain: () => Promise.all([hub.drain(0), clock.pass(1)]),
  };
};

export const openMemoryRoom = async (options: MemoryHubOptions = {}) => {
  const opened = createMemoryHub(options);
  const lease = await opened.hub.lease(opened.board);
  if (lease === null) throw new Error('the board is there');
  const enter = (role: Role = 'participant', speaksWire = true) => {
    const socket = createMemorySocket();
    const peer = lease.room.join(socket, { role, link: 'l', person: null, speaksWire });
    return { socket, peer };
  };
  return { ...opened, lease, room: lease.room, enter };
};

/** What a client makes of all that it was sent. */
export const docOf = (socket: MemorySocket): Y.Doc => {
  const doc = new Y.Doc();
  for (const bytes of socket.delivered) for (const update of updatesIn(readHeard(bytes))) Y.applyUpdate(doc, update);
  return doc;
};

const messagesTo = (socket: MemorySocket) =>
  socket.delivered.map((bytes) => readHeard(bytes)).flatMap((heard) => (heard.kind === 'ours' ? [heard.message] : []));

/** How many of its document frames were acknowledged. */
export const ackedTo = (socket: MemorySocket): number =>
  messagesTo(socket).reduce((frames, message) => (message.type === 'ack' ? message.frames : frames), 0);

/** How often the server asked it for what the board lacks. */
export const questionsTo = (socket: MemorySocket): number =>
  socket.delivered.filter((bytes) => readHeard(bytes).kind === 'step-1').length;

export const refusalsTo = (socket: MemorySocket): string[] =>
  messagesTo(socket).flatMap((message) => (message.type === 'refused' ? [message.reason] : []));
