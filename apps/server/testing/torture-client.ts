/** A client over a real connection that is cut, stalls and comes back, and remembers what it was promised. */
import type { PersonId } from '@samrejse/model/records/ids';
import { WIRE_VERSION } from '@samrejse/model/wire/messages';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { stepOneFrame, stepTwoFrame, updateFrame } from '../src/wire/frames.ts';
import { editBoard } from './board-edit.ts';
import type { Random } from './random.ts';
import { readHeard, updatesIn } from './raw-client.ts';
import type { Promised } from './simulated-client.ts';

interface Address {
  readonly url: string;
  readonly board: string;
  readonly token: string;
}

export class TortureClient {
  readonly doc = new Y.Doc();
  readonly #address: Address;
  readonly #isStock: boolean;
  readonly #promised: Promised;
  readonly #random: Random;
  readonly #person: PersonId;
  #socket: WebSocket | null = null;
  /** Document frames of this connection, in order. */
  #sent: Uint8Array[] = [];
  #refused = new Set<number>();
  #acknowledged = 0;
  #epoch = 0;
  #seq = 0;

  constructor(options: { number: number; address: Address; isStock: boolean; promised: Promised; random: Random }) {
    this.#address = options.address;
    this.#isStock = options.isStock;
    this.#promised = options.promised;
    this.#random = options.random;
    this.#person = `person-${options.number}` as PersonId;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server') this.#send(updateFrame(update), update);
    });
  }

  get isOnline(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Everything it sent on this connection has been answered. */
  get isAnswered(): boolean {
    return this.isOnline && (this.#isStock || this.#acknowledged === this.#sent.length);
  }

  connect(): void {
    if (this.#socket !== null) return;
    const { url, board, token } = this.#address;
    const stands = this.#epoch === 0 ? {} : { epoch: String(this.#epoch), since: String(this.#seq) };
    const query = new URLSearchParams({ token, ...(this.#isStock ? {} : { wire: String(WIRE_VERSION), ...stands }) });
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${board}?${query}`);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#sent = [];
    this.#refused = new Set();
    this.#acknowledged = 0;
    const end = () => {
      if (this.#socket === socket) this.#socket = null;
    };
    socket.on('open', () => this.#send(stepOneFrame(Y.encodeStateVector(this.doc)), null));
    socket.on('message', (data: ArrayBuffer) => this.#socket === socket && this.#hear(new Uint8Array(data)));
    socket.on('close', end);
    socket.on('error', end);
  }

  cut(): void {
    this.#socket?.terminate();
    this.#socket = null;
  }

  stall(): void {
    if (this.isOnline) this.#socket?.pause();
  }

  goOn(): void {
    if (this.isOnline) this.#socket?.resume();
  }

  edit(): void {
    editBoard(this.doc, { person: this.#person, now: () => 0, random: (b) => this.#fill(b) }, this.#random);
  }

  #fill(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    return bytes.map(() => this.#random.below(256));
  }

  #send(bytes: Uint8Array, update: Uint8Array | null): void {
    if (!this.isOnline) return;
    if (update !== null) this.#sent.push(update);
    this.#socket?.send(bytes);
  }

  #hear(bytes: Uint8Array): void {
    const heard = readHeard(bytes);
    if (heard.kind === 'log-range') {
      if (heard.after > this.#seq) throw new Error(`a log range after ${heard.after} came to a client at ${this.#seq}`);
      this.#seq = Math.max(this.#seq, heard.seq);
    }
    for (const update of updatesIn(heard)) {
      this.#promised.onSeen(update);
      Y.applyUpdate(this.doc, update, 'server');
    }
    if (heard.kind === 'step-1') {
      const missing = Y.encodeStateAsUpdate(this.doc, heard.bytes);
      this.#send(stepTwoFrame(missing), missing);
    }
    if (heard.kind !== 'ours') return;
    const { message } = heard;
    if (message.type === 'welcome') this.#epoch = message.epoch;
    if (message.type === 'refused') this.#refused.add(message.frame);
    if (message.type !== 'ack') return;
    this.#seq = Math.max(this.#seq, message.seq ?? 0);
    for (; this.#acknowledged < message.frames; this.#acknowledged++) {
      const update = this.#sent[this.#acknowledged];
      if (update === undefined) throw new Error(`frame ${this.#acknowledged + 1} was acknowledged and never sent`);
      if (!this.#refused.has(this.#acknowledged + 1)) this.#promised.onAcknowledged(update);
    }
  }
}
