/** The boards a server has. What is on them is in their logs: `board-log.ts`. */
import type { BoardId } from '@samrejse/model/records/ids';
import type { Language } from '@samrejse/model/words/language';
import type { StoredSnapshot } from './board-log.ts';
import type { NewLink } from './links.ts';

export interface NewBoard {
  readonly id: BoardId;
  readonly template: string;
  readonly title: string;
  readonly language: Language;
  /** Made by the server itself, for a newcomer to try. */
  readonly example: boolean;
  /** What the board starts with: the first edit of its log, and its first snapshot. */
  readonly first: Pick<StoredSnapshot, 'state' | 'version'> & { readonly knownIds: Uint8Array };
  readonly links: readonly NewLink[];
  /** ms since 1970. */
  readonly at: number;
}

export interface BoardStore {
  /** Saves the board, its first edit and its links, or throws and saves none of them. */
  readonly insert: (board: NewBoard) => Promise<void>;
  /** Whether there is any board. */
  readonly hasAny: () => Promise<boolean>;
  /** The example board made last; null if there is none. */
  readonly newestExample: () => Promise<BoardId | null>;
  /** Throws if nothing can be written. */
  readonly checkWritable: () => Promise<void>;
}
