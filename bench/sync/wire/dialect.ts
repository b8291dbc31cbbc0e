/** How a client of a server speaks. One file a dialect, so that a server that changes its wire changes one file here. */
import type { At, View } from '../../../packages/model/src/wire/presence.ts';

/** Where a board is to be found, and what opens it. */
export interface RoomAddress {
  readonly name: string;
  readonly token: string;
}

/** Who a client is: what it shows of itself carries this. */
export interface Self {
  /** 0, 1, 2… among the clients of the room. */
  readonly index: number;
}

/** What a message from the server is. */
export type Heard =
  /** Content: what answers a client that asked for all, or live edits. Each is a Yjs update. */
  | { readonly kind: 'document'; readonly updates: readonly Uint8Array[]; readonly isAnswer: boolean }
  /** The server asks for what it lacks. */
  | { readonly kind: 'question' }
  | { readonly kind: 'presence'; readonly payload: Uint8Array }
  | { readonly kind: 'other' };

export interface Dialect {
  /** Whether the server answers a client that asks for all; a bare relay has nothing to answer with. */
  readonly answers: boolean;
  /** Path and query. */
  readonly path: (room: RoomAddress) => string;
  /** What a client says first; it has nothing yet and asks for all. */
  readonly hello: (room: RoomAddress, self: Self) => readonly Uint8Array[];
  readonly update: (room: RoomAddress, update: Uint8Array) => Uint8Array;
  /** The answer to the server's question, of a client that has nothing new. */
  readonly nothingNew: (room: RoomAddress) => Uint8Array;
  /** Where a client's pointer is: its `seq`th place. */
  readonly cursor: (room: RoomAddress, self: Self, seq: number) => Uint8Array;
  readonly read: (message: Buffer) => Heard;
  /** Calls back with each place in a presence payload: whose, and the how-manieth. */
  readonly readCursors: (payload: Uint8Array, each: (index: number, seq: number) => void) => void;
  /** For a server that spares a client the pointers it does not draw. Absent where everybody is told of all. */
  readonly views?: {
    /** The part of the board that a client draws from now on. */
    readonly draw: (view: View) => Uint8Array;
    /** A pointer's place on the board; nothing else says whose it is. */
    readonly point: (at: At) => Uint8Array;
    readonly readPlaces: (payload: Uint8Array, each: (x: number, y: number) => void) => void;
  };
  /** What an idle client must say so that the server does not take it for dead, and how often; null if nothing. */
  readonly keepAlive: {
    readonly everyMs: number;
    readonly message: (room: RoomAddress, self: Self) => Uint8Array;
  } | null;
  /**
   * For a server whose own client fetches the board's content over HTTP: fetches it, and gives the path of the socket
   * that brings what came since. Absent where the socket brings all.
   */
  readonly load?: (room: RoomAddress, port: number) => Promise<{ readonly update: Uint8Array; readonly path: string }>;
}
