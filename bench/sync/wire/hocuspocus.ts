/** Hocuspocus 4: the y-websocket protocol with the document's name before each message, and a token to begin with. */
import { MESSAGE_AWARENESS, MESSAGE_SYNC, SYNC_UPDATE } from '../../../packages/model/src/wire/messages.ts';
import { encode, readerOf, skipVarBytes } from './bytes.ts';
import type { Dialect, Heard } from './dialect.ts';
import { awarenessPayload, readAwarenessCursors, readStock, stepOne, stepTwoOfNothing } from './stock.ts';

const MESSAGE_AUTH = 2;
const AUTH_TOKEN = 0;
/** Another number for MESSAGE_SYNC, where the server must not answer with a question of its own. */
const MESSAGE_SYNC_REPLY = 4;
/** It closes a line it has not heard from for 60 s; its own client renews its awareness. */
const KEEP_ALIVE_MS = 25_000;

const readNamed = (message: Buffer): Heard => {
  const reader = readerOf(message);
  skipVarBytes(reader);
  // A reply is a sync message like any other to the one who gets it.
  if (message[reader.at] === MESSAGE_SYNC_REPLY) message[reader.at] = MESSAGE_SYNC;
  return readStock(message, reader.at);
};

export const hocuspocusDialect: Dialect = {
  answers: true,
  path: () => '/',
  hello: ({ name, token }) => [encode(name, MESSAGE_AUTH, AUTH_TOKEN, token), encode(name, ...stepOne())],
  update: ({ name }, update) => encode(name, MESSAGE_SYNC, SYNC_UPDATE, update),
  nothingNew: ({ name }) => encode(name, ...stepTwoOfNothing()),
  cursor: ({ name }, self, seq) => encode(name, MESSAGE_AWARENESS, awarenessPayload(self, seq)),
  read: readNamed,
  readCursors: readAwarenessCursors,
  keepAlive: {
    everyMs: KEEP_ALIVE_MS,
    message: ({ name }, self) => encode(name, MESSAGE_AWARENESS, awarenessPayload(self, 0)),
  },
};
