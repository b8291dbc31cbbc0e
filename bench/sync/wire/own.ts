/** Our own client: y-websocket's protocol and the messages of packages/model/wire.ts. */
import { WIRE_VERSION } from '../../../packages/model/src/wire.ts';
import type { Dialect } from './dialect.ts';
import { stockDialect } from './stock.ts';

export const ownDialect: Dialect = {
  ...stockDialect,
  path: (room) => `${stockDialect.path(room)}&wire=${WIRE_VERSION}`,
};
