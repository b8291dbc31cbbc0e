/** A client as the board is one: a document, a line that may break, and a record of what it was promised. */
import { openBoard } from '@samrejse/model/board';
import { addCard, moveCard } from '@samrejse/model/edits/cards';
import { remove, setFields } from '@samrejse/model/edits/records';
import { addStep } from '@samrejse/model/edits/steps';
import type { PersonId } from '@samrejse/model/ids';
import { readAll } from '@samrejse/model/reads';
import { writeText } from '@samrejse/model/text';
import * as Y from 'yjs';
import { stepOneFrame, stepTwoFrame, updateFrame } from '../src/rooms/frames.ts';
import type { Peer } from '../src/rooms/peer.ts';
import type { Room } from '../src/rooms/room.ts';
import { createMemorySocket, type MemorySocket } from './memory-socket.ts';
import type { Random } from './random.ts';
import { readHeard } from './raw-client.ts';

interface Line {
  readonly room: Room;
  readonly peer: Peer;
  readonly socket: MemorySocket;
  readonly toServer: { readonly bytes: Uint8Array; readonly update: Uint8Array | null }[];
  /** Document frames by their number, from 1. */
  readonly sent: Uint8Array[];
  readonly refused: Set<number>;
  read: number;
}

export interface Promised {
  /** The server said these are durable. */
  readonly onAcknowledged: (update: Uint8Array) => void;
  /** The server showed this. */
  readonly onSeen: (update: Uint8Array) => void;
}

export class SimulatedClient {
  readonly doc = new Y.Doc();
  readonly #random: Random;
  readonly #promised: Promised;
  readonly #person: PersonId;
  #line: Line | null = null;
  #acknowledged = 0;

  constructor(options: { number: number; random: Random; promised: Promised }) {
    this.doc.clientID = 1_000 + options.number;
    this.#person = `person-${options.number}` as PersonId;
    this.#random = options.random;
    this.#promised = options.promised;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server') this.#say(update, updateFrame(update));
    });
  }

  get isOnline(): boolean {
    return this.#line !== null;
  }

  get isQuiet(): boolean {
    const line = this.#line;
    return line === null || (line.toServer.length === 0 && line.read === line.socket.delivered.length);
  }

  connect(room: Room): void {
    const socket = createMemorySocket();
    const peer = room.join(socket, { role: 'participant', link: 'link', speaksWire: true });
    this.#line = { room, peer, socket, toServer: [], sent: [], refused: new Set(), read: 0 };
    this.#acknowledged = 0;
    this.#say(null, stepOneFrame(Y.encodeStateVector(this.doc)));
  }

  /** The line breaks; what was under way is lost. */
  disconnect(): void {
    this.#line?.room.leave(this.#line.peer);
    this.#line = null;
  }

  /** Lets some frames arrive, either way. */
  exchange(most: number): void {
    const line = this.#line;
    if (line === null) return;
    for (const { bytes, update } of line.toServer.splice(0, this.#random.below(most + 1))) {
      if (update !== null) line.sent.push(update);
      line.room.receive(line.peer, bytes);
    }
    const until = Math.min(line.socket.delivered.length, line.read + this.#random.below(most + 1));
    while (line.read < until) this.#hear(line, line.socket.delivered[line.read++] ?? new Uint8Array());
  }

  edit(): void {
    const board = openBoard(this.doc);
    const author = { person: this.#person, now: () => 0, random: (b: Uint8Array<ArrayBuffer>) => this.#fill(b) };
    const cards = readAll(board, 'cards');
    const card = this.#random.pick(cards);
    const step = this.#random.pick(readAll(board, 'steps'));
    const lane = this.#random.pick(readAll(board, 'lanes').filter((l) => l.type !== 'emotion'));
    const phase = this.#random.pick(readAll(board, 'phases'));
    const to = step === undefined || lane === undefined ? 'inbox' : { step: step.id, lane: lane.id };
    const kind = this.#random.below(10);
    if (card === undefined || kind < 3) addCard(board, author, { to, kind: 'note', text: `card ${cards.length}` });
    else if (kind < 6) moveCard(board, author, card.id, to, this.#random.below(3));
    else if (kind < 8) writeText(board, author, { in: 'cards', id: card.id, field: 'text' }, `${card.text} more`);
    else if (kind < 9) remove(board, author, 'cards', card.id);
    else if (phase !== undefined && this.#random.chance(0.5))
      setFields(board, author, 'phases', phase.id, { period: 'after' });
    else if (phase !== undefined) addStep(board, author, { phase: phase.id, title: 'a step' });
  }

  #fill(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    return bytes.map(() => this.#random.below(256));
  }

  #say(update: Uint8Array | null, bytes: Uint8Array): void {
    this.#line?.toServer.push({ bytes, update });
  }

  #hear(line: Line, bytes: Uint8Array): void {
    const heard = readHeard(bytes);
    if (heard.kind === 'step-1') {
      const missing = Y.encodeStateAsUpdate(this.doc, heard.bytes);
      this.#say(missing, stepTwoFrame(missing));
    } else if (heard.kind === 'step-2' || heard.kind === 'update') {
      this.#promised.onSeen(heard.bytes);
      Y.applyUpdate(this.doc, heard.bytes, 'server');
    } else if (heard.kind === 'ours' && heard.message.type === 'refused') {
      line.refused.add(heard.message.frame);
    } else if (heard.kind === 'ours' && heard.message.type === 'ack') {
      for (; this.#acknowledged < heard.message.frames; this.#acknowledged++) {
        const update = line.sent[this.#acknowledged];
        if (update === undefined) throw new Error(`frame ${this.#acknowledged + 1} was acknowledged and never sent`);
        if (!line.refused.has(this.#acknowledged + 1)) this.#promised.onAcknowledged(update);
      }
    }
  }
}
