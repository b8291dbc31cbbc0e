/** One scenario on one server, in a process of its own: prints its rows as JSON on the last line. */

import { SCENARIOS } from './scenarios/all.ts';
import { SERVER_IDS, type ServerId } from './servers.ts';

// Whoever started this is gone: so is the server, and all else of this process group, which is our own.
process.on('disconnect', () => process.kill(0, 'SIGKILL'));

const [scenarioId, serverId, size] = process.argv.slice(2);
const scenario = Object.entries(SCENARIOS).find(([id]) => id === scenarioId)?.[1];
const server: ServerId | undefined = SERVER_IDS.find((id) => id === serverId);
if (scenario === undefined || server === undefined)
  throw new Error(`no such scenario or server: ${scenarioId} ${serverId}`);
const rows = await scenario.run(server, size === 'quick' ? 'quick' : 'full');
process.stdout.write(`\n${JSON.stringify(rows)}\n`);
// Timers of lines that the server closed must not keep it.
process.exit(0);
