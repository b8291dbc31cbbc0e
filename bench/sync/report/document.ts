/** docs/benchmarks.md and its plot, from what was measured. */
import { SCENARIOS, type ScenarioId } from '../scenarios/all.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { SERVER_IDS, SERVERS } from '../servers.ts';
import { type Plot, plotsAsSvg, type Series } from './plot.ts';
import type { Result } from './results.ts';
import { tableOf, targetsOf } from './table.ts';

const PICTURE = 'pictures/growth.svg';

const INTRODUCTION = `# The sync server beside its peers

Written by \`npm run bench:sync\`. It runs the servers of each scenario one after the other on the machine it is started on:
ours as \`npm start\` starts it (SQLite, synchronous FULL, rights checked, edits committed before anybody sees them);
Hocuspocus 4 with its SQLite extension, on their defaults; a stock Yjs relay without storage; and a relay that passes bytes
on without reading them, which shows the limit of the socket layer. The edits are real edits of \`packages/model\`, made
before each measurement. Targets are ratios within one run wherever possible, because machines differ.

How the load is made, and what the measurement leaves out: \`bench/README.md\`.
`;

const seriesOf = (result: Result, x: string, y: string): Series[] =>
  SERVER_IDS.filter((id) => result.rows[id] !== undefined).map((id) => ({
    name: SERVERS[id].title,
    points: (result.rows[id] ?? []).map((row) => ({ x: Number(row[x]), y: Number(row[y]) })),
  }));

/** The plot of the two growth scenarios; null where neither was run. */
export const growthPlot = (results: readonly Result[]): string | null => {
  const plots: Plot[] = [];
  for (const result of results) {
    if (result.scenario === 'G1')
      plots.push({
        title: 'Delivered edit',
        xLabel: 'peers in the room',
        yLabel: 'CPU µs',
        series: seriesOf(result, 'peers', 'perDelivery'),
      });
    if (result.scenario === 'G2')
      plots.push(
        {
          title: 'Open room',
          xLabel: 'rooms open',
          yLabel: 'kB of RSS over the start',
          series: seriesOf(result, 'rooms', 'perRoom'),
        },
        {
          title: 'Edit beside open rooms',
          xLabel: 'rooms open',
          yLabel: 'CPU µs',
          series: seriesOf(result, 'rooms', 'perEdit'),
        },
      );
  }
  return plots.length === 0 ? null : plotsAsSvg(plots);
};

const sectionOf = (result: Result): string => {
  const scenario: Scenario = SCENARIOS[result.scenario];
  const { rows, failures } = result;
  const picture = result.scenario === 'G2' ? `\n![Cost as rooms and peers grow](${PICTURE})\n` : '';
  const head = `## ${result.scenario} ${scenario.title}\n\n${scenario.does}\n`;
  const run = `${result.at.slice(0, 16).replace('T', ' ')} UTC, ${result.seconds} s; ${result.machine}.`;
  return `${head}\n${tableOf(scenario, rows, failures)}\n\n${targetsOf(scenario, rows)}\n${picture}\n${run}\n`;
};

const isMet = (id: ScenarioId, result: Result): string => {
  const verdicts = SCENARIOS[id].targets.map(({ judge }) => judge(result.rows));
  return `${verdicts.filter((verdict) => verdict?.met === true).length} of ${verdicts.length}`;
};

export const documentOf = (results: readonly Result[]): string => {
  const overview = results.map((result) => {
    const { title } = SCENARIOS[result.scenario];
    return `| ${result.scenario} ${title} | ${isMet(result.scenario, result)} |`;
  });
  const summary = ['| scenario | targets met |', '| --- | --- |', ...overview].join('\n');
  return `${[INTRODUCTION, `${summary}\n`, ...results.map(sectionOf)].join('\n')}`;
};

export { PICTURE };
