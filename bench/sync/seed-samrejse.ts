/** Makes boards in a data directory of our server, as it would itself; prints a line for each: its id and a participant's token. */
import { readFile } from 'node:fs/promises';
import { Links } from '../../apps/server/src/access/links.ts';
import { readSecret } from '../../apps/server/src/access/secret.ts';
import { openStore } from '../../apps/server/src/store/sqlite/open.ts';
import { openBoard } from '../../packages/model/src/document/board.ts';
import { KnownIds } from '../../packages/model/src/document/known-ids.ts';
import { readMeta } from '../../packages/model/src/document/reads.ts';
import { openReplica } from '../../packages/model/src/document/replica.ts';
import { type BoardId, mintId } from '../../packages/model/src/records/ids.ts';
import { SCHEMA_VERSION } from '../../packages/model/src/records/records.ts';
import { systemClock } from '../../packages/runtime/src/clock.ts';
import { TEMPLATE } from './load/board.ts';

const [dataDir, file, count] = process.argv.slice(2);
if (dataDir === undefined || file === undefined) throw new Error('say where, and what each board holds');
const state = await readFile(file);
const replica = openReplica(state);
const { title } = readMeta(openBoard(replica));
const first = { state, knownIds: KnownIds.of(replica).encode(), version: SCHEMA_VERSION };
const { store, close } = openStore(dataDir, systemClock);
const secret = readSecret(dataDir, { mayCreate: true });
const links = new Links({ store: store.links, secret, publicUrl: () => 'http://127.0.0.1' });
for (let i = 0; i < Number(count); i++) {
  const id = mintId<BoardId>();
  const board = {
    id,
    template: TEMPLATE,
    language: 'en',
    title,
    example: false,
    first,
    at: Date.now(),
  } as const;
  await store.boards.insert({ ...board, links: links.first(id) });
  const { participant } = await links.urls(id);
  process.stdout.write(`${id} ${new URL(participant).hash.slice('#token='.length)}\n`);
}
close();
