import { openBoard } from '@samrejse/model/document/board';
import { KnownIds } from '@samrejse/model/document/known-ids';
import { versionOf } from '@samrejse/model/document/migrations';
import { encodeReplica, isWaiting, replicaOf } from '@samrejse/model/document/replica';
import { DamagedLog, type StoredSnapshot } from '../../store/board-log.ts';

export type Compacted = Omit<StoredSnapshot, 'seq'>;
/** Makes one update of many, somewhere. Rejects with `DamagedLog` where no replica takes them. */
export type Compact = (updates: readonly Uint8Array[]) => Promise<Compacted>;

const replicaOrDamage = (updates: readonly Uint8Array[]) => {
  try {
    return replicaOf(updates);
  } catch (cause) {
    throw new DamagedLog('an edit in the log cannot be applied', { cause });
  }
};

/** Makes one update of many, with its knownIds. Blocks for as long as it takes to build the document. Throws `DamagedLog`. */
export const compactUpdates = (updates: readonly Uint8Array[]): Compacted => {
  const replica = replicaOrDamage(updates);
  try {
    if (isWaiting(replica)) throw new DamagedLog('an edit in the log builds on one that is not there');
    const [state, knownIds] = [encodeReplica(replica), KnownIds.of(replica).encode()];
    return { state, knownIds, version: versionOf(openBoard(replica)) };
  } finally {
    replica.destroy();
  }
};
