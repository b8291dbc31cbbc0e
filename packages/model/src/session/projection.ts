/**
 * What one person may see of a board. Every way out of the server goes through here: the join and the log ranges of a
 * socket, the answer to a stock client, the compressed snapshot, the board as JSON, and the outline that the Slack bot
 * reads.
 *
 * Bytes are not taken apart: later Yjs updates build on earlier ones, so a replica that was sent a log with holes could
 * apply nothing after the first hole. Therefore what only some people may see is written to a document of its own, with
 * a log and a room of its own, and `mayReadDocument` says who is sent which. All readers of one document get the same
 * bytes, encoded once. What is sent as plain records goes through `projectSnapshot`.
 *
 * Today everybody with a link sees all of the board. While an agenda item with sealed writing runs, a person's new cards
 * will be in their draft, until the reveal moves them to the board. Pure: nothing here changes what it is given.
 */
import type { Snapshot } from '../records/snapshot-schema.ts';
import type { Role } from '../words/roles.ts';

/** The person who will see the result, whatever their role. */
export interface Reader {
  /** Null where a link alone asks and nobody has said who they are. */
  readonly person: string | null;
  readonly role: Role;
}

/** Whether the reader may be sent a document, by its name: `board`, or `draft:` and the person whose draft it is. */
export const mayReadDocument = (document: string, { person }: Reader): boolean =>
  document === 'board' || (person !== null && document === `draft:${person}`);

/** The part of a snapshot that the reader may see. */
export const projectSnapshot = (snapshot: Snapshot, _reader: Reader): Snapshot => snapshot;
