/** @hocuspocus/server with its SQLite extension, both as they come. */
import { join } from 'node:path';
import { SQLite } from '@hocuspocus/extension-sqlite';
import { Server } from '@hocuspocus/server';

const database = join(process.env.DATA_DIR ?? '.', 'hocuspocus.sqlite');
const server = new Server({ address: '127.0.0.1', port: 0, quiet: true, extensions: [new SQLite({ database })] });
await server.listen();
process.stdout.write(`127.0.0.1:${server.address.port}\n`);
