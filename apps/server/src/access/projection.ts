import { mayReadDocument, projectSnapshot } from '@samrejse/model/session/projection';

/** What the server asks before it sends anything of a board to a reader, by whatever way. */
export interface Projection {
  readonly mayReadDocument: typeof mayReadDocument;
  readonly projectSnapshot: typeof projectSnapshot;
}

export const PROJECTION: Projection = { mayReadDocument, projectSnapshot };
