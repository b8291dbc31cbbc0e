/**
 * A star of replicas around a hub, in memory. The hub treats frames as the server's room does: it validates each update
 * before it applies it, passes on valid ones, and answers `missing` by asking for the rest. A connection is two
 * first-in-first-out queues, because a WebSocket keeps order; between people there is no order.
 */
import * as Y from 'yjs';
import type { Verdict } from '../src/checks/shape.ts';
import { applyTo, onUpdate, stateVectorOf } from '../src/document/replica.ts';
import { diffFor } from './diff-for.ts';
import type { Random } from './random.ts';
import { verdictOn } from './verdict.ts';

/**
 * As in y-protocols: `ask` carries a state vector and asks for what it lacks; `update` is the answer, or a new edit.
 */
export type Frame =
  | { readonly kind: 'ask'; readonly stateVector: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array };

/** The person's connection: frames under way in both directions. */
interface Connection {
  readonly up: Frame[];
  readonly down: Frame[];
}

export interface Peer {
  readonly doc: Y.Doc;
  connection: Connection | null;
}

export interface Refusal {
  readonly peer: Peer;
  readonly verdict: Verdict;
}

/** Two or three rounds deliver everything. More mean that hub and peers ask each other for ever. */
const MAX_ROUNDS = 100;

const FROM_HUB = { origin: 'hub' };

export class Network {
  readonly hub: Y.Doc;
  readonly peers: Peer[] = [];
  /** Updates that the hub refused for good. `missing` is not among them, because asking mends it. */
  readonly refusals: Refusal[] = [];
  /** How often the hub had to ask for predecessors. */
  missing = 0;

  constructor(hub: Y.Doc) {
    this.hub = hub;
  }

  /** Adds a person who is not connected yet. */
  join(doc: Y.Doc): Peer {
    const peer: Peer = { doc, connection: null };
    this.peers.push(peer);
    onUpdate(doc, (update, origin) => {
      if (origin !== FROM_HUB) peer.connection?.up.push({ kind: 'update', update });
    });
    return peer;
  }

  /** Both sides send their state vector, as in y-websocket. */
  connect(peer: Peer): void {
    peer.connection ??= {
      up: [{ kind: 'ask', stateVector: stateVectorOf(peer.doc) }],
      down: [{ kind: 'ask', stateVector: stateVectorOf(this.hub) }],
    };
  }

  /** Frames under way are lost. */
  disconnect(peer: Peer): void {
    peer.connection = null;
  }

  /** Puts bytes on a connection as if its client had sent them. */
  inject(peer: Peer, update: Uint8Array): void {
    peer.connection?.up.push({ kind: 'update', update });
  }

  /** Delivers one frame of a connection; false if none was under way. */
  deliver(peer: Peer, direction: 'up' | 'down'): boolean {
    const frame = peer.connection?.[direction].shift();
    if (frame === undefined) return false;
    if (direction === 'up') this.#arriveAtHub(peer, frame);
    else arriveAtPeer(peer, frame);
    return true;
  }

  /** Delivers some frames, of people in any order. */
  deliverSome(random: Random, frames: number): void {
    for (let i = 0; i < frames; i++) {
      const peer = random.pick(this.peers);
      if (peer !== undefined) this.deliver(peer, random.chance(0.5) ? 'up' : 'down');
    }
  }

  /** Connects everybody and delivers everything. */
  settle(): void {
    for (const peer of this.peers) this.connect(peer);
    for (let moved = true, rounds = 0; moved; rounds++) {
      if (rounds > MAX_ROUNDS) throw new Error('the network does not settle');
      moved = false;
      for (const peer of this.peers) {
        for (let frames = peer.connection?.up.length ?? 0; frames > 0; frames--)
          moved = this.deliver(peer, 'up') || moved;
        for (let frames = peer.connection?.down.length ?? 0; frames > 0; frames--)
          moved = this.deliver(peer, 'down') || moved;
      }
    }
  }

  #arriveAtHub(from: Peer, frame: Frame): void {
    if (frame.kind === 'ask') {
      from.connection?.down.push({ kind: 'update', update: diffFor(this.hub, frame.stateVector) });
      return;
    }
    const verdict = verdictOn(this.hub, frame.update);
    if (verdict === 'missing') {
      this.missing++;
      from.connection?.down.push({ kind: 'ask', stateVector: stateVectorOf(this.hub) });
    } else if (verdict !== 'ok') this.refusals.push({ peer: from, verdict });
    else {
      // The hub passes on its own change and not the bytes: in these, what it knew already may read otherwise.
      const changes: Uint8Array[] = [];
      const stop = onUpdate(this.hub, (change) => changes.push(change));
      applyTo(this.hub, frame.update);
      stop();
      for (const update of changes) {
        for (const peer of this.peers) if (peer !== from) peer.connection?.down.push({ kind: 'update', update });
      }
    }
  }
}

const arriveAtPeer = (peer: Peer, frame: Frame): void => {
  if (frame.kind === 'ask') peer.connection?.up.push({ kind: 'update', update: diffFor(peer.doc, frame.stateVector) });
  else Y.applyUpdate(peer.doc, frame.update, FROM_HUB);
};
