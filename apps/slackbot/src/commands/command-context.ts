/** What the commands work with. */
import type { ActingPerson } from '@samrejse/model/api/http';
import type { Clock } from '@samrejse/runtime/clock';
import type { Limits } from '../limits.ts';
import type { Outlines } from '../outlines.ts';
import type { ServerApi } from '../server-api.ts';
import type { Database } from '../store/database.ts';

export interface RequestAuthor {
  readonly team: string;
  readonly user: string;
  /** The name in the payload, for where nothing better is known. */
  readonly userName: string;
}

export interface People {
  /** Who acts, as the board will show it. Never rejects and never takes long. */
  readonly personOf: (author: RequestAuthor) => Promise<ActingPerson>;
}

export interface CommandContext {
  readonly db: Database;
  readonly api: ServerApi;
  readonly outlines: Outlines;
  readonly people: People;
  readonly clock: Clock;
  readonly limits: Limits;
  /** Where the bot reaches the board server, and where people open boards. Links of both are accepted. */
  readonly serverUrl: string;
  readonly publicUrl: string;
}
