/**
 * Gives memory back to the operating system. V8 collects garbage when a program allocates, and a server that everybody has
 * left allocates nothing: it would keep hundreds of megabytes of closed boards until the next workshop.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Gives back a function that stops everything for some tens of milliseconds: to be called when nobody would notice. */
export const openCollector = (): (() => void) => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  return () => {
    // With any other flavour V8 keeps the pages that it has emptied.
    if (typeof collect === 'function') collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  };
};
