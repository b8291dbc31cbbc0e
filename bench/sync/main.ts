/**
 * `npm run bench:sync [-- S1 S5 …] [--quick] [--profile] [--server samrejse …]`: puts each scenario's load on each server, prints
 * the tables, keeps the figures in bench/results, and after a full run writes docs/benchmarks.md.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { LOAD_CORE, nodeOn } from './process.ts';
import { documentOf, growthPlot, PICTURE } from './report/document.ts';
import { readProfiles } from './report/profile.ts';
import { keepResult, machine, type Result, readResults } from './report/results.ts';
import { tableOf, targetsOf } from './report/table.ts';
import { SCENARIOS, type ScenarioId } from './scenarios/all.ts';
import type { Row, Scenario, Size } from './scenarios/scenario.ts';
import { PROFILES, SERVER_IDS, SERVERS, type ServerId } from './servers.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const RESULTS = at('../results');
const DOCS = at('../../docs');
const CELL = at('./cell.ts');
const STORAGE = 'storage-';
const QUICK_LIMIT_MS = 60_000;
const KEPT_OUTPUT = 2_000_000;
const SHOWN_OUTPUT = 1_500;

const say = (words: string): void => void process.stdout.write(`${words}\n`);

/** Whatever is still running: each with its server in a process group of its own. */
const running = new Set<ChildProcess>();

const endGroup = (child: ChildProcess): void => {
  running.delete(child);
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody is left of it.
  }
};

interface Options {
  readonly size: Size;
  readonly only: ReadonlySet<ServerId>;
  /** Where CPU profiles go; null for none. They cost the server time, so its figures are not kept. */
  readonly profiles: string | null;
}

/** The rows of one scenario on one server. Throws, saying why, where it fails or takes too long. */
const runCell = async (id: ScenarioId, server: ServerId, { size, profiles }: Options): Promise<readonly Row[]> => {
  // On the disk the repository is on: in memory, a commit would cost nothing.
  const folder = await mkdtemp(join(RESULTS, STORAGE));
  const { command, args } = nodeOn(LOAD_CORE, [CELL, id, server, size]);
  const env = { ...process.env, TMPDIR: folder, ...(profiles === null ? {} : { [PROFILES]: profiles }) };
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  running.add(child);
  let output = '';
  let complaints = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-KEPT_OUTPUT);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-KEPT_OUTPUT);
  });
  const limitMs = size === 'quick' ? QUICK_LIMIT_MS : SCENARIOS[id].limitMs;
  const end = await new Promise<number | string>((resolve) => {
    const timeout = setTimeout(() => resolve(`gave up after ${limitMs / 1_000} s`), limitMs);
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      clearTimeout(timeout);
      resolve(code ?? String(signal));
    });
  });
  endGroup(child);
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  if (end !== 0) throw new Error(`${end}\n${(complaints || output).slice(-SHOWN_OUTPUT)}`);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Row[];
};

/** What of an error fits a table. */
const brief = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  const line = /^(?:\w*Error|Error): (.+)$/m.exec(message)?.[1] ?? message.split('\n')[0] ?? '';
  return `failed: ${line.replaceAll('|', '/').slice(0, 120)}`;
};

const runScenario = async (id: ScenarioId, options: Options): Promise<Result> => {
  const { size, only } = options;
  const scenario: Scenario = SCENARIOS[id];
  const began = new Date();
  const rows: Partial<Record<ServerId, readonly Row[]>> = {};
  const failures: Record<string, string> = {};
  say(`\n## ${id} ${scenario.title}\n\n${scenario.does}\n`);
  for (const server of scenario.servers) {
    if (!only.has(server)) continue;
    try {
      rows[server] = await runCell(id, server, options);
    } catch (error) {
      failures[server] = brief(error);
      process.stderr.write(`${id} on ${SERVERS[server].title}: ${error instanceof Error ? error.message : error}\n`);
    }
  }
  const seconds = Math.round((Date.now() - began.getTime()) / 1_000);
  say(`${tableOf(scenario, rows, failures)}\n\n${targetsOf(scenario, rows)}\n\n${seconds} s`);
  return { scenario: id, size, at: began.toISOString(), seconds, machine: machine(), rows, failures };
};

const known = <T extends string>(names: readonly string[], all: readonly T[], what: string): T[] =>
  names.map((name) => {
    const found = all.find((each) => each.toLowerCase() === name.toLowerCase());
    if (found === undefined) throw new Error(`There is no ${what} ${name}. There are: ${all.join(', ')}.`);
    return found;
  });

const writeDocument = async (): Promise<void> => {
  const results = await readResults(RESULTS);
  await writeFile(join(DOCS, 'benchmarks.md'), documentOf(results));
  const plot = growthPlot(results);
  if (plot !== null) await writeFile(join(DOCS, PICTURE), plot);
  say('\nWritten: docs/benchmarks.md');
};

const freshProfiles = async (): Promise<string> => {
  const folder = join(RESULTS, 'profiles');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
};

/** Storage of a run that was killed. */
const sweep = async (): Promise<void> => {
  await mkdir(RESULTS, { recursive: true });
  for (const name of await readdir(RESULTS))
    if (name.startsWith(STORAGE)) await rm(join(RESULTS, name), { recursive: true, force: true });
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      server: { type: 'string', multiple: true, default: [] },
    },
  });
  const size: Size = values.quick ? 'quick' : 'full';
  const all = Object.keys(SCENARIOS) as ScenarioId[];
  const scenarios = positionals.length === 0 ? all : known(positionals, all, 'scenario');
  const servers = values.server.length === 0 ? SERVER_IDS : known(values.server, SERVER_IDS, 'server');
  say(`${size} size; ${machine()}`);
  await sweep();
  const options: Options = { size, only: new Set(servers), profiles: values.profile ? await freshProfiles() : null };
  let failed = 0;
  for (const id of scenarios) {
    const result = await runScenario(id, options);
    failed += Object.keys(result.failures).length;
    if (options.profiles === null) await keepResult(RESULTS, result);
  }
  if (options.profiles !== null) for (const profile of await readProfiles(options.profiles)) say(`\n${profile}`);
  // Figures of some servers alone compare with nothing.
  else if (size === 'full' && values.server.length === 0) await writeDocument();
  process.exit(failed === 0 ? 0 : 1);
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    for (const child of running) endGroup(child);
    process.exit(1);
  });
}
main().catch((error: unknown) => {
  for (const child of running) endGroup(child);
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
