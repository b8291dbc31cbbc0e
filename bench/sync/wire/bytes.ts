/** lib0's numbers, strings and byte arrays, as Yjs puts them on the wire. By hand, so that a client of the load costs little. */

export interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

export const readerOf = (bytes: Uint8Array): Reader => ({ bytes, at: 0 });

/** Throws a RangeError where the bytes end too early. */
export const readVarUint = (reader: Reader): number => {
  let value = 0;
  // Not shifted: client ids and clocks may be over 32 bits.
  for (let unit = 1; ; unit *= 128) {
    const byte = reader.bytes[reader.at++];
    if (byte === undefined) throw new RangeError('the frame ends too early');
    value += (byte & 127) * unit;
    if (byte < 128) return value;
  }
};

/** A view, not a copy. */
export const readVarBytes = (reader: Reader): Uint8Array => {
  const length = readVarUint(reader);
  const bytes = reader.bytes.subarray(reader.at, reader.at + length);
  if (bytes.byteLength < length) throw new RangeError('the frame ends too early');
  reader.at += length;
  return bytes;
};

export const skipVarBytes = (reader: Reader): void => {
  const length = readVarUint(reader);
  reader.at += length;
};

const varUint = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
};

/** Numbers as varUint, bytes and texts with their length before them, one after the other. */
export const encode = (...parts: readonly (number | string | Uint8Array)[]): Uint8Array => {
  const chunks: Uint8Array[] = [];
  for (const part of parts) {
    if (typeof part === 'number') {
      chunks.push(Uint8Array.from(varUint(part)));
      continue;
    }
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    chunks.push(Uint8Array.from(varUint(bytes.byteLength)), bytes);
  }
  return Buffer.concat(chunks);
};

/** Client → clock: how much of each client's edits a replica has. */
export const readStateVector = (bytes: Uint8Array): Map<number, number> => {
  const reader = readerOf(bytes);
  const clocks = new Map<number, number>();
  for (let left = readVarUint(reader); left > 0; left--) clocks.set(readVarUint(reader), readVarUint(reader));
  return clocks;
};

/** lib0's signed number: six bits and a sign in the first byte, seven in each that follows. */
export const readVarInt = (reader: Reader): number => {
  const first = reader.bytes[reader.at++];
  if (first === undefined) throw new RangeError('the frame ends too early');
  const sign = (first & 64) === 0 ? 1 : -1;
  return sign * ((first & 63) + (first < 128 ? 0 : readVarUint(reader) * 64));
};

/** Bytes of a number as `readVarInt` reads it. */
export const varInt = (value: number): Uint8Array => {
  const size = Math.abs(value);
  const first = (size & 63) | (value < 0 ? 64 : 0);
  return size < 64 ? Uint8Array.of(first) : Uint8Array.from([first | 128, ...varUint(Math.floor(size / 64))]);
};
