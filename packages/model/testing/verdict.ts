import type * as Y from 'yjs';
import type { Verdict } from '../src/checks/shape.ts';
import { validateUpdate } from '../src/checks/validate-update.ts';

/** The verdict on an update that has not been applied to a replica. */
export const verdictOn = (doc: Y.Doc, update: Uint8Array): Verdict => {
  const validated = validateUpdate(doc, update);
  return typeof validated === 'string' ? validated : 'ok';
};
