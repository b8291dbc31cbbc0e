/**
 * Gives memory back. Node collects when it allocates, and a server from which everybody has gone allocates nothing: it
 * would sit on hundreds of megabytes of closed boards until the next workshop.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Stops everything for some tens of milliseconds: call when nobody would notice. */
export const openCollector = (): (() => void) => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  return () => {
    // Any other flavour keeps the pages it has emptied.
    if (typeof collect === 'function') collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  };
};
