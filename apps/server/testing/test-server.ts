import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API } from '@samrejse/model/api/http';
import type { BoardId } from '@samrejse/model/records/ids';
import type { Role } from '@samrejse/model/words/roles';
import { type Clock, systemClock } from '@samrejse/runtime/clock';
import { createLog } from '@samrejse/runtime/log';
import { readSecret } from '../src/access/secret.ts';
import { createBoard } from '../src/create-board.ts';
import { LIMITS, type Limits } from '../src/rooms/limits.ts';
import { createServer, type SamrejseServer, type ServerOptions } from '../src/server.ts';
import { boardDocument, type LogKey } from '../src/store/board-log.ts';
import { type Database, openDatabase } from '../src/store/sqlite/database.ts';
import { createStore } from '../src/store/sqlite/store.ts';
import { keepUnsaved, takeUpUnsaved } from '../src/store/unsaved.ts';
import { createFaultyLog, type FaultyLog } from './faulty-log.ts';

/** Limits with some of the numbers changed. */
export type LimitChanges = Partial<Limits>;
export const limitsWith = (changes: LimitChanges): Limits => ({ ...LIMITS, ...changes });

export interface TestBoard {
  readonly id: BoardId;
  /** Of its log. */
  readonly key: LogKey;
  readonly tokens: Readonly<Record<Role, string>>;
}

export interface TestServer extends SamrejseServer {
  readonly url: string;
  readonly db: Database;
  readonly dataDir: string;
  readonly boardLog: FaultyLog;
  readonly createBoard: (template?: string) => Promise<TestBoard>;
  readonly request: (path: string, options?: RequestOptions) => Promise<Response>;
  readonly dispose: () => Promise<void>;
}

export interface RequestOptions {
  readonly token?: string;
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const SERVICE_TOKEN = 'a-service-token-for-tests';

const tokenOf = (url: string): string => url.slice(url.indexOf('#token=') + '#token='.length);

/** A whole server in this process: real SQLite in a folder of its own, real sockets on a free port. */
export const startTestServer = async (
  options: Pick<ServerOptions, 'frameAncestors' | 'projection' | 'rightsIn'> & {
    readonly limits?: LimitChanges;
    readonly clock?: Clock;
    readonly dataDir?: string;
  } = {},
): Promise<TestServer> => {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'samrejse-test-'));
  const clock = options.clock ?? systemClock;
  const { db, close } = openDatabase(dataDir);
  const store = createStore(db, clock);
  const boardLog = createFaultyLog(store.log);
  await takeUpUnsaved(dataDir, boardLog);
  const { frameAncestors, projection, rightsIn } = options;
  const server = createServer({
    frameAncestors,
    projection,
    rightsIn,
    store: { ...store, log: boardLog },
    secret: readSecret(dataDir, { mayCreate: true }),
    clock,
    log: createLog('silent'),
    serviceToken: SERVICE_TOKEN,
    keepUnsaved: (entries) => keepUnsaved(dataDir, entries),
    limits: limitsWith({ drainMs: 2_000, ...options.limits }),
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...server,
    url,
    db,
    dataDir,
    boardLog,
    createBoard: async (template = 'five') => {
      const id = await createBoard(
        { boards: store.boards, links: server.links, clock },
        { template, language: 'en', example: false },
      );
      const urls = await server.links.urls(id);
      return {
        id,
        key: boardDocument(id),
        tokens: {
          facilitator: tokenOf(urls.facilitator),
          participant: tokenOf(urls.participant),
          viewer: tokenOf(urls.viewer),
        },
      };
    },
    request: (path, { token, method, body, headers } = {}) =>
      fetch(`${url}${path}`, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    dispose: async () => {
      boardLog.failing = false;
      await server.drain();
      close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

export const addCardOver = (
  server: TestServer,
  board: TestBoard,
  text: string,
  more: RequestOptions = {},
): Promise<Response> =>
  server.request(API.cards(board.id), { token: board.tokens.participant, body: { kind: 'note', text }, ...more });
