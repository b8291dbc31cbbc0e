/** Compacts boards in a thread of its own: bytes in, bytes out, one board at a time. */
import { flushCompileCache } from 'node:module';
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { DamagedLog } from '../../store/board-log.ts';
import { type Compacted, compactUpdates } from './compact.ts';

export type WorkerAnswer =
  | { readonly outcome: 'compacted'; readonly compacted: Compacted }
  | { readonly outcome: 'damaged' | 'failed'; readonly message: string };

const answerTo = (updates: readonly Uint8Array[]): WorkerAnswer => {
  try {
    return { outcome: 'compacted', compacted: compactUpdates(updates) };
  } catch (error) {
    return { outcome: error instanceof DamagedLog ? 'damaged' : 'failed', message: String(error) };
  }
};

parentPort?.on('message', (updates: readonly Uint8Array[]) => parentPort?.postMessage(answerTo(updates)));
// Now, because the thread may be ended while it works.
flushCompileCache();
// Nobody waits for a snapshot, but on a small machine everybody would wait for the core that it takes. On other systems
// than Linux the priority would be that of the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
