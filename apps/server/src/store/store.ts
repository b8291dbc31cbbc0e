/** Everything the server stores, as it is opened at the start. Each part of the server is given the store it uses. */
import type { BoardLog } from './board-log.ts';
import type { BoardStore } from './boards.ts';
import type { LinkStore } from './links.ts';
import type { ReceiptStore } from './receipts.ts';
import type { SessionStore } from './sessions.ts';

export interface Store {
  readonly log: BoardLog;
  readonly boards: BoardStore;
  readonly links: LinkStore;
  readonly sessions: SessionStore;
  readonly receipts: ReceiptStore;
}
