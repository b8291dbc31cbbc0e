import { mergeUpdates } from '@samrejse/model/document/replica';

/** Merging costs more than its share with every update more, so no more than this at once. */
const MERGED_EDITS = 50;
const MERGED_BYTES = 64_000;

/** The same edits in fewer updates, for clients that are sent one update a frame. Throws where one of them is no update. */
export const mergeInGroups = (updates: readonly Uint8Array[]): Uint8Array[] => {
  const merged: Uint8Array[] = [];
  let group: Uint8Array[] = [];
  let bytes = 0;
  for (const update of updates) {
    if (group.length === MERGED_EDITS || (group.length > 0 && bytes + update.byteLength > MERGED_BYTES)) {
      merged.push(mergeUpdates(group));
      [group, bytes] = [[], 0];
    }
    group.push(update);
    bytes += update.byteLength;
  }
  if (group.length > 0) merged.push(mergeUpdates(group));
  return merged;
};
