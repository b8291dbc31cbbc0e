/**
 * What reading a board has to repair: a document is written by others and may hold anything. The reader reports what it
 * repairs field by field (`NoteFault`), and `noteDangling` reports the references that lead nowhere. Pure.
 */
import type { Collection, Register } from '../records/collections.ts';
import type { BoardChannel } from '../records/records.ts';
import type { BoardFile } from '../records/snapshot-schema.ts';
import { CHANNEL_LIBRARY } from '../words/channels.ts';

/**
 * - `no-record`: the value is no record, or its key is no id. It is not read.
 * - `unknown`: boards have no such field or register. It is not read.
 * - `unreadable`: the value does not fit its field. It is read as missing.
 * - `cut`: the text is longer than its limit. It is read up to the limit.
 * - `dangling`: the field names something that the board does not hold, not even deleted. It is read without that name.
 */
export type Fault = 'no-record' | 'unknown' | 'unreadable' | 'cut' | 'dangling';

export interface Repair {
  readonly in: Collection | Register | 'meta';
  readonly id: string;
  /** The key in the document; null if the fault is in the whole record or register. */
  readonly field: string | null;
  readonly fault: Fault;
}

/** Called with each field of one record that had to be repaired. */
export type NoteFault = (field: string | null, fault: Fault) => void;

export const IGNORE: NoteFault = () => {};

export const idsOf = <Id extends string>(records: readonly { readonly id: Id }[]): ReadonlySet<Id> =>
  new Set(records.map((r) => r.id));

/** The channels that a board may name: its own and those of the library. */
export const withLibrary = (channels: readonly BoardChannel[]): ReadonlySet<string> =>
  new Set([...idsOf(channels), ...CHANNEL_LIBRARY.keys()]);

/** Adds a repair for every field that names something the board does not hold, not even deleted. */
export const noteDangling = (file: BoardFile, repairs: Repair[]): void => {
  const known: Record<Exclude<Collection, 'links' | 'comments'>, ReadonlySet<string>> = {
    phases: idsOf(file.phases),
    steps: idsOf(file.steps),
    lanes: idsOf(file.lanes),
    cards: idsOf(file.cards),
    personas: idsOf(file.personas),
    tags: idsOf(file.tags),
    channels: withLibrary(file.channels),
  };
  const note = (
    collection: Collection,
    id: string,
    field: string,
    refs: readonly [keyof typeof known, string | null][],
  ) => {
    if (refs.some(([to, ref]) => ref !== null && !known[to].has(ref)))
      repairs.push({ in: collection, id, field, fault: 'dangling' });
  };
  const each = <K extends keyof typeof known>(to: K, ids: readonly string[]) => ids.map((id): [K, string] => [to, id]);
  for (const step of file.steps) {
    note('steps', step.id, 'place', [['phases', step.place?.phase ?? null]]);
    note('steps', step.id, 'personas', each('personas', step.personas));
  }
  for (const lane of file.lanes) note('lanes', lane.id, 'persona', [['personas', lane.persona]]);
  for (const card of file.cards) {
    note('cards', card.id, 'place', [
      ['steps', card.place?.step ?? null],
      ['lanes', card.place?.lane ?? null],
    ]);
    note('cards', card.id, 'personas', each('personas', card.personas));
    note('cards', card.id, 'tags', each('tags', card.tags));
    note('cards', card.id, 'evidence', each('cards', card.evidence));
    note('cards', card.id, 'channel', [['channels', card.channel]]);
  }
  for (const { id, preferredChannels } of file.personas)
    note('personas', id, 'preferredChannels', each('channels', preferredChannels));
  for (const { id, ends } of file.links) {
    if (ends !== null)
      note('links', id, 'ends', [
        [ends.from.in, ends.from.id],
        [ends.to.in, ends.to.id],
      ]);
  }
  for (const { id, target } of file.comments)
    if (target !== null) note('comments', id, 'target', [[target.in, target.id]]);
};
