/** What reading a board had to make good: a document is written by others, and may hold anything. */
import type { Collection, Register } from './collections.ts';

/**
 * - `no-record`: no record, or under what is no id; not read.
 * - `unknown`: a field or register that a board has no use for; not read.
 * - `unreadable`: a value that does not fit its field; read as missing.
 * - `cut`: a text longer than its limit; read up to it.
 * - `dangling`: it names something that is not on the board at all, and was not deleted either; read without it.
 */
export type Fault = 'no-record' | 'unknown' | 'unreadable' | 'cut' | 'dangling';

export interface Repair {
  readonly in: Collection | Register | 'meta';
  readonly id: string;
  /** As it stands in the document; null where it is the whole record or register. */
  readonly field: string | null;
  readonly fault: Fault;
}

/** Told of each field of one record that had to be made good. */
export type NoteFault = (field: string | null, fault: Fault) => void;

export const IGNORE: NoteFault = () => {};
