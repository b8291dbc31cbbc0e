/** WebSocket frames as a server sends them: unmasked, and each a whole message. */

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Where the payload of the frame at `at` lies; null if its header is not complete. */
const headerAt = (bytes: Buffer, at: number, end: number): { opcode: number; from: number; to: number } | null => {
  if (end - at < 2) return null;
  const opcode = (bytes[at] ?? 0) & 15;
  const short = (bytes[at + 1] ?? 0) & 127;
  if (short < 126) return { opcode, from: at + 2, to: at + 2 + short };
  if (short === 126) return end - at < 4 ? null : { opcode, from: at + 4, to: at + 4 + bytes.readUInt16BE(at + 2) };
  return end - at < 10 ? null : { opcode, from: at + 10, to: at + 10 + Number(bytes.readBigUInt64BE(at + 2)) };
};

/** Splits what arrives into frames, and hands each on where it lies: its bytes are only good during the call. */
export class FrameReader {
  readonly #onFrame: (opcode: number, payload: Buffer) => void;
  #rest: Buffer | null = null;
  #filled = 0;

  constructor(onFrame: (opcode: number, payload: Buffer) => void) {
    this.#onFrame = onFrame;
  }

  read(chunk: Buffer): void {
    if (this.#rest === null) {
      this.#keep(chunk, this.#take(chunk, chunk.byteLength));
      return;
    }
    this.#reserve(this.#filled + chunk.byteLength);
    chunk.copy(this.#rest, this.#filled);
    this.#filled += chunk.byteLength;
    const header = headerAt(this.#rest, 0, this.#filled);
    if (header !== null && header.to > this.#filled) {
      this.#reserve(header.to);
      return;
    }
    const whole = this.#rest.subarray(0, this.#filled);
    this.#rest = null;
    this.#keep(whole, this.#take(whole, whole.byteLength));
  }

  /** Hands on the whole frames; gives back where the first that is not whole begins. */
  #take(bytes: Buffer, end: number): number {
    let at = 0;
    for (;;) {
      const header = headerAt(bytes, at, end);
      if (header === null || header.to > end) return at;
      this.#onFrame(header.opcode, bytes.subarray(header.from, header.to));
      at = header.to;
    }
  }

  #keep(bytes: Buffer, from: number): void {
    if (from === bytes.byteLength) return;
    const header = headerAt(bytes, from, bytes.byteLength);
    const size = Math.max(bytes.byteLength - from, header === null ? 0 : header.to - from);
    this.#rest = Buffer.allocUnsafeSlow(size);
    this.#filled = bytes.copy(this.#rest, 0, from);
  }

  #reserve(size: number): void {
    if (this.#rest === null || this.#rest.byteLength >= size) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(size, this.#rest.byteLength * 2));
    this.#rest.copy(larger, 0, 0, this.#filled);
    this.#rest = larger;
  }
}
