/** A client as the board is one: a document, a connection that may break, and a record of what it was promised. */
import type { PersonId } from '@samrejse/model/records/ids';
import type { LogRange } from '@samrejse/model/wire/log-range';
import * as Y from 'yjs';
import type { Peer } from '../src/rooms/peers/peer.ts';
import type { Room } from '../src/rooms/room.ts';
import { stepOneFrame, stepTwoFrame, updateFrame } from '../src/wire/frames.ts';
import { editBoard } from './board-edit.ts';
import { createMemorySocket, type MemorySocket } from './memory-socket.ts';
import type { Random } from './random.ts';
import { readHeard } from './raw-client.ts';

interface Connection {
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
  #connection: Connection | null = null;
  #acknowledged = 0;
  /** The last edit of the log it has. */
  #seq = 0;

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
    return this.#connection !== null;
  }

  get isQuiet(): boolean {
    const connection = this.#connection;
    return (
      connection === null ||
      (connection.toServer.length === 0 && connection.read === connection.socket.delivered.length)
    );
  }

  connect(room: Room): void {
    const socket = createMemorySocket();
    const peer = room.join(socket, { role: 'facilitator', link: 'link', person: null, speaksWire: true }, this.#seq);
    this.#connection = { room, peer, socket, toServer: [], sent: [], refused: new Set(), read: 0 };
    this.#acknowledged = 0;
    this.#say(null, stepOneFrame(Y.encodeStateVector(this.doc)));
  }

  /** The connection breaks; what was under way is lost. */
  disconnect(): void {
    this.#connection?.room.leave(this.#connection.peer);
    this.#connection = null;
  }

  /** Lets some frames arrive, either way. */
  exchange(most: number): void {
    const connection = this.#connection;
    if (connection === null) return;
    for (const { bytes, update } of connection.toServer.splice(0, this.#random.below(most + 1))) {
      if (update !== null) connection.sent.push(update);
      connection.room.receive(connection.peer, bytes);
    }
    const until = Math.min(connection.socket.delivered.length, connection.read + this.#random.below(most + 1));
    while (connection.read < until)
      this.#hear(connection, connection.socket.delivered[connection.read++] ?? new Uint8Array());
  }

  edit(): void {
    editBoard(this.doc, { person: this.#person, now: () => 0, random: (b) => this.#fill(b) }, this.#random);
  }

  /** A log range must go on where the last one ended, or before. */
  #follow({ after, seq, updates }: LogRange): void {
    if (after > this.#seq) throw new Error(`a log range after edit ${after} came to a client at ${this.#seq}`);
    this.#take(updates);
    this.#seq = Math.max(this.#seq, seq);
  }

  #take(updates: readonly Uint8Array[]): void {
    for (const update of updates) {
      this.#promised.onSeen(update);
      Y.applyUpdate(this.doc, update, 'server');
    }
  }

  #fill(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    return bytes.map(() => this.#random.below(256));
  }

  #say(update: Uint8Array | null, bytes: Uint8Array): void {
    this.#connection?.toServer.push({ bytes, update });
  }

  #hear(connection: Connection, bytes: Uint8Array): void {
    const heard = readHeard(bytes);
    if (heard.kind === 'step-1') {
      const missing = Y.encodeStateAsUpdate(this.doc, heard.bytes);
      this.#say(missing, stepTwoFrame(missing));
    } else if (heard.kind === 'step-2' || heard.kind === 'update') {
      this.#take([heard.bytes]);
    } else if (heard.kind === 'log-range') {
      this.#follow(heard);
    } else if (heard.kind === 'ours' && heard.message.type === 'refused') {
      connection.refused.add(heard.message.frame);
    } else if (heard.kind === 'ours' && heard.message.type === 'ack') {
      if (heard.message.seq !== undefined) this.#seq = heard.message.seq;
      for (; this.#acknowledged < heard.message.frames; this.#acknowledged++) {
        const update = connection.sent[this.#acknowledged];
        if (update === undefined) throw new Error(`frame ${this.#acknowledged + 1} was acknowledged and never sent`);
        if (!connection.refused.has(this.#acknowledged + 1)) this.#promised.onAcknowledged(update);
      }
    }
  }
}
