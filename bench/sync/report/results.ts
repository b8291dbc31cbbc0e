/** What a run measured, kept as JSON: one file a scenario, so that one can be run again alone. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { arch, availableParallelism, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { canPin } from '../process.ts';
import { SCENARIOS, type ScenarioId } from '../scenarios/all.ts';
import type { Rows, Size } from '../scenarios/scenario.ts';

export interface Result {
  readonly scenario: ScenarioId;
  readonly size: Size;
  /** Of the start; ISO 8601. */
  readonly at: string;
  readonly seconds: number;
  readonly machine: string;
  readonly rows: Rows;
  /** By server: why it has no rows. */
  readonly failures: Readonly<Record<string, string>>;
}

export const machine = (): string =>
  [
    `${availableParallelism()} cores`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${platform()} ${release().split('-')[0]} ${arch()}`,
    `Node ${process.versions.node}`,
    canPin ? 'server pinned to one core, load generator to another' : 'nothing pinned to a core',
  ].join(', ');

const fileOf = (folder: string, size: Size, scenario: ScenarioId): string => join(folder, size, `${scenario}.json`);

export const keepResult = async (folder: string, result: Result): Promise<void> => {
  await mkdir(join(folder, result.size), { recursive: true });
  await writeFile(fileOf(folder, result.size, result.scenario), `${JSON.stringify(result, null, 1)}\n`);
};

/** All there is of full size, in the order of the scenarios. The files are our own. */
export const readResults = async (folder: string): Promise<Result[]> => {
  const results: Result[] = [];
  for (const id of Object.keys(SCENARIOS) as ScenarioId[]) {
    try {
      results.push(JSON.parse(await readFile(fileOf(folder, 'full', id), 'utf8')) as Result);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  return results;
};
