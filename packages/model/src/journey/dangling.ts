/** What a board names and has nowhere, not even among what was deleted. Pure. */
import type { Collection } from '../records/collections.ts';
import type { BoardChannel } from '../records/records.ts';
import type { Repair } from '../records/repairs.ts';
import type { BoardFile } from '../records/snapshot-schema.ts';
import { CHANNEL_LIBRARY } from '../words/channels.ts';

export const idsOf = <Id extends string>(records: readonly { readonly id: Id }[]): ReadonlySet<Id> =>
  new Set(records.map((r) => r.id));

/** The channels that may be named: the board's own, and those of the library. */
export const withLibrary = (channels: readonly BoardChannel[]): ReadonlySet<string> =>
  new Set([...idsOf(channels), ...CHANNEL_LIBRARY.keys()]);

/** Every reference to something that is nowhere, not even among what was deleted. */
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
