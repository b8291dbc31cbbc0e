/** One client of a room. It counts what it is sent, and reads it only if somebody wants to know. */
import type { At, View } from '../../../packages/model/src/wire/presence.ts';
import type { Dialect, RoomAddress, Self } from '../wire/dialect.ts';
import { type Line, openLine } from '../wire/line.ts';

export interface Listener {
  /** Content, as it arrives; the bytes are only good during the call. */
  readonly onDocument?: (update: Uint8Array) => void;
  readonly onCursor?: (index: number, seq: number) => void;
  /** The same as a place on the board. */
  readonly onPlace?: (x: number, y: number) => void;
}

export interface ClientOptions {
  readonly dialect: Dialect;
  readonly port: number;
  readonly room: RoomAddress;
  readonly index: number;
  readonly listener?: Listener;
  /** Where not the dialect's: a socket that brings only what came since the board was fetched. */
  readonly path?: string;
}

const JOIN_TIMEOUT_MS = 30_000;

export class Client {
  readonly room: RoomAddress;
  readonly self: Self;
  frames = 0;
  bytes = 0;
  readonly #dialect: Dialect;
  #listener: Listener;
  #line: Line | null = null;
  #onAnswer: (() => void) | null = null;
  #keepAlive: NodeJS.Timeout | undefined;

  private constructor({ dialect, room, index, listener = {} }: ClientOptions) {
    this.#dialect = dialect;
    this.room = room;
    this.self = { index };
    this.#listener = listener;
  }

  /** A client whose line is open and that was answered with what the board holds. */
  static async join(options: ClientOptions): Promise<Client> {
    const client = new Client(options);
    const { dialect, room, port } = options;
    const answered = dialect.answers && options.path === undefined ? client.#answered() : Promise.resolve();
    // The line may fail first; then nobody waits for the answer.
    answered.catch(() => {});
    const onMessage = (message: Buffer) => client.#hear(message);
    client.#line = await openLine({ port, path: options.path ?? dialect.path(room), onMessage });
    for (const message of dialect.hello(room, client.self)) client.send(message);
    await answered;
    const { keepAlive } = dialect;
    if (keepAlive !== null)
      client.#keepAlive = setInterval(() => client.send(keepAlive.message(room, client.self)), keepAlive.everyMs);
    return client;
  }

  send(message: Uint8Array): void {
    this.#line?.send(message);
  }

  sendUpdate(update: Uint8Array): void {
    this.send(this.#dialect.update(this.room, update));
  }

  sendCursor(seq: number): void {
    this.send(this.#dialect.cursor(this.room, this.self, seq));
  }

  /** Says what part of the board it draws. */
  sayView(view: View): void {
    if (this.#dialect.views !== undefined) this.send(this.#dialect.views.draw(view));
  }

  point(at: At): void {
    if (this.#dialect.views !== undefined) this.send(this.#dialect.views.point(at));
  }

  listen(listener: Listener): void {
    this.#listener = listener;
  }

  /** Stops reading what the server sends. */
  pause(): void {
    this.#line?.pause();
  }

  resume(): void {
    this.#line?.resume();
  }

  leave(): void {
    clearInterval(this.#keepAlive);
    this.#line?.cut();
  }

  get closedWith(): number | null {
    return this.#line?.closedWith() ?? null;
  }

  #answered(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(
        () => reject(new Error('the server did not answer a client that joined')),
        JOIN_TIMEOUT_MS,
      );
      this.#onAnswer = () => {
        clearTimeout(timeout);
        this.#onAnswer = null;
        resolve();
      };
    });
  }

  #hear(message: Buffer): void {
    this.frames++;
    this.bytes += message.byteLength;
    const { onDocument, onCursor, onPlace } = this.#listener;
    if (this.#onAnswer === null && !onDocument && !onCursor && !onPlace) return;
    const heard = this.#dialect.read(message);
    if (heard.kind === 'question') this.send(this.#dialect.nothingNew(this.room));
    else if (heard.kind === 'document') {
      if (heard.isAnswer) this.#onAnswer?.();
      if (onDocument !== undefined) for (const update of heard.updates) onDocument(update);
    } else if (heard.kind === 'presence') {
      if (onCursor !== undefined) this.#dialect.readCursors(heard.payload, onCursor);
      if (onPlace !== undefined) this.#dialect.views?.readPlaces(heard.payload, onPlace);
    }
  }
}

/** Runs `make` for 0, 1, … `count` − 1, a few at a time: a server that is flooded with upgrades is another measurement. */
export const inBatches = async <T>(count: number, make: (i: number) => Promise<T>, batch = 40): Promise<T[]> => {
  const made: T[] = [];
  for (let from = 0; from < count; from += batch) {
    const size = Math.min(batch, count - from);
    made.push(...(await Promise.all(Array.from({ length: size }, (_, i) => make(from + i)))));
  }
  return made;
};
