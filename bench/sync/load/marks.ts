/**
 * Edits that can be recognised when they arrive, whatever they were merged with: the text that an edit writes holds
 * `@@` and six digits, which stand in the update as they are.
 */
const PREFIX = Buffer.from('@@');
const DIGITS = 6;
const ZERO = 48;

export const markText = (mark: number): string => `@@${String(mark).padStart(DIGITS, '0')}`;

/** Calls back with each mark in these bytes, in their order. */
export const findMarks = (bytes: Uint8Array, each: (mark: number) => void): void => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = buffer.indexOf(PREFIX); at !== -1; at = buffer.indexOf(PREFIX, at)) {
    at += PREFIX.byteLength;
    let mark = 0;
    let digits = 0;
    for (; digits < DIGITS; digits++) {
      const digit = (buffer[at + digits] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      mark = mark * 10 + digit;
    }
    if (digits === DIGITS) each(mark);
  }
};
