/**
 * Frames that no client sends and somebody will: cut short, garbage, too large, out of order, forbidden. None is applied,
 * none acknowledged as if it were, nothing throws, and whoever else is on the board never notices.
 */

import { authorOf } from '@samrejse/model/document/board';
import { type BoardId, mintId, type PersonId } from '@samrejse/model/records/ids';
import { MESSAGE_PART } from '@samrejse/model/wire/messages';
import type { Role } from '@samrejse/model/words/roles';
import { createLog } from '@samrejse/runtime/log';
import { createManualClock } from '@samrejse/runtime/testing/manual-clock';
import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { compactHere } from '../../testing/compact-here.ts';
import { cardTexts, emptyBoard, writeCard } from '../../testing/edits.ts';
import { createMemoryLog } from '../../testing/memory-log.ts';
import { createMemorySocket, type MemorySocket } from '../../testing/memory-socket.ts';
import { createRandom, type Random } from '../../testing/random.ts';
import { readHeard, updatesIn } from '../../testing/raw-client.ts';
import { limitsWith } from '../../testing/test-server.ts';
import { Hub } from '../rooms/hub.ts';
import type { Peer } from '../rooms/peers/peer.ts';
import { stepTwoFrame, updateFrame } from './frames.ts';

const FRAMES = Number(process.env.FUZZ_FRAMES ?? 20_000);
const EDIT_EVERY = 500;
const LIMITS = limitsWith({ updateBytes: 20_000, frames: { perSecond: 1_000_000, burst: 1_000_000 } });

/** Who has proven that: nobody else's name or Yjs client is theirs to write under. */
const MAL = authorOf('mal' as PersonId);

/** A frame, and whether it is a document frame that must be refused in words; else the line may be closed for it. */
interface Hostile {
  readonly bytes: Uint8Array;
  readonly isRefused: boolean;
}

const refused = (update: Uint8Array, random: Random): Hostile => ({
  bytes: random.chance(0.5) ? updateFrame(update) : stepTwoFrame(update),
  isRefused: true,
});
const anyBytes = (random: Random, length: number) => Uint8Array.from({ length }, () => random.below(256));

const orphan = (): Uint8Array => {
  const doc = new Y.Doc();
  writeCard(doc, 'never sent');
  return writeCard(doc, 'orphan').update;
};

const elsewhere = (random: Random): Uint8Array => {
  const doc = new Y.Doc();
  if (random.chance(0.5)) doc.getMap(`root ${random.below(100)}`).set('key', random.next());
  else doc.getArray('cards').push([random.next()]);
  return Y.encodeStateAsUpdate(doc);
};

/** Goes on where somebody else is, as them to Yjs. */
const underAnothersClient = (theirs: Y.Doc): Uint8Array => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs));
  doc.clientID = theirs.clientID;
  return writeCard(doc, 'not theirs', MAL).update;
};

interface Scene {
  readonly role: Role;
  /** What the author has written. */
  readonly written: Y.Doc;
}

const KINDS: readonly ((random: Random, scene: Scene) => Hostile)[] = [
  (random) => refused(writeCard(new Y.Doc(), 'in another’s name').update, random),
  (random, { written }) => refused(underAnothersClient(written), random),
  // Sound but for who sends it.
  (random, { role }) => refused(role === 'viewer' ? writeCard(new Y.Doc(), 'no', MAL).update : orphan(), random),
  // An update that ends too early.
  (random) => {
    const { update } = writeCard(new Y.Doc(), 'cut short');
    return refused(update.slice(0, 1 + random.below(update.length - 1)), random);
  },
  // A frame that ends too early.
  (random) => {
    const frame = updateFrame(writeCard(new Y.Doc(), 'cut short').update);
    return { bytes: frame.slice(0, random.below(frame.length)), isRefused: false };
  },
  (random) => ({ bytes: anyBytes(random, random.below(60)), isRefused: false }),
  (random) => refused(Uint8Array.of(1, 1, ...anyBytes(random, 3), 200 + random.below(50)), random),
  (random) => refused(orphan(), random),
  (random) => refused(elsewhere(random), random),
  (random) => {
    const doc = new Y.Doc();
    doc.getMap('meta').set('scenario', 'x'.repeat(21_000));
    return refused(Y.encodeStateAsUpdate(doc), random);
  },
  // A part without the ones before it, or of what is no edit.
  (random) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE_PART);
    encoding.writeVarUint(encoder, random.below(4));
    encoding.writeUint8Array(encoder, anyBytes(random, random.below(40)));
    return { bytes: encoding.toUint8Array(encoder), isRefused: false };
  },
];

/** Says of each frame that was acknowledged and ought to have been refused. */
const falselyAcknowledged = (socket: MemorySocket, due: readonly number[]): number[] => {
  const said = new Set<number>();
  let acknowledged = 0;
  for (const bytes of socket.delivered) {
    const heard = readHeard(bytes);
    if (heard.kind !== 'ours') continue;
    if (heard.message.type === 'refused') said.add(heard.message.frame);
    if (heard.message.type === 'ack') acknowledged = heard.message.frames;
  }
  return due.filter((frame) => frame <= acknowledged && !said.has(frame));
};

test(`[R7] ${FRAMES} hostile frames: none applied, none acknowledged, nobody else disturbed`, {
  timeout: 600_000,
}, async () => {
  const random = createRandom(20261125);
  const clock = createManualClock();
  const board = mintId<BoardId>();
  const log = createMemoryLog(board, emptyBoard());
  const deps = { clock, limits: LIMITS, boardLog: log, log: createLog('silent'), compact: compactHere };
  const hub = new Hub({ ...deps, readSession: async () => null, chance: () => 0 });
  const lease = await hub.lease(board);
  if (lease === null) throw new Error('the board is there');
  const { room } = lease;
  const enter = (role: Role = 'participant', person: PersonId | null = null) => {
    const socket = createMemorySocket();
    return { socket, peer: room.join(socket, { role, link: 'l', person, speaksWire: true }) };
  };
  const enterMal = () => enter(random.chance(0.2) ? 'viewer' : 'participant', MAL.person);
  const [author, reader] = [enter(), enter()];
  const [written, read] = [new Y.Doc(), new Y.Doc()];
  let mal: { socket: MemorySocket; peer: Peer } = enterMal();
  room.receive(author.peer, updateFrame(writeCard(written, 'whose client it is').update));
  await clock.pass(100);
  let [sent, edits, lines] = [0, 1, 1];
  let due: number[] = [];
  const wrong: number[] = [];

  for (let i = 0; i < FRAMES; i++) {
    const hostile = random.pick(KINDS)?.(random, { role: mal.peer.identity.role, written });
    if (hostile === undefined) continue;
    if (hostile.isRefused) due.push(++sent);
    room.receive(mal.peer, hostile.bytes);
    // Garbage may be a document frame by chance: then the numbers are off, so each such line is left behind.
    if (mal.socket.closedWith() !== null || !hostile.isRefused) {
      await clock.pass(1);
      wrong.push(...falselyAcknowledged(mal.socket, due));
      room.leave(mal.peer);
      mal = enterMal();
      [sent, due] = [0, []];
      lines++;
    }
    if (i % EDIT_EVERY === 0) {
      room.receive(author.peer, updateFrame(writeCard(written, `card ${i}`).update));
      edits++;
      await clock.pass(100);
    }
  }
  await clock.pass(1_000);
  for (const bytes of reader.socket.delivered)
    for (const update of updatesIn(readHeard(bytes))) Y.applyUpdate(read, update);
  expect(wrong).toEqual([]);
  expect(log.entries).toHaveLength(1 + edits);
  expect(cardTexts(read)).toEqual(cardTexts(written));
  expect([author.socket.closedWith(), reader.socket.closedWith()]).toEqual([null, null]);
  expect(lines).toBeGreaterThan(FRAMES / 10);
  await Promise.all([hub.drain(0), clock.pass(1)]);
});
