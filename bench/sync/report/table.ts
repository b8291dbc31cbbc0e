/** Rows as a Markdown table, the server first. */

import type { Cell, Rows, Scenario } from '../scenarios/scenario.ts';
import { SERVER_IDS, SERVERS } from '../servers.ts';

const shown = (cell: Cell | undefined): string => {
  if (cell === null || cell === undefined) return '–';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return typeof cell === 'number' ? (Number.isNaN(cell) ? '–' : cell.toLocaleString('en-GB')) : cell;
};

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** `failures` says why a server has no rows. */
export const tableOf = (scenario: Scenario, rows: Rows, failures: Readonly<Record<string, string>>): string => {
  const keys = Object.keys(scenario.columns);
  const lines = [line(['server', ...Object.values(scenario.columns)]), line(Array(keys.length + 1).fill('---'))];
  for (const server of SERVER_IDS) {
    if (!scenario.servers.includes(server)) continue;
    const { title } = SERVERS[server];
    for (const row of rows[server] ?? []) lines.push(line([title, ...keys.map((key) => shown(row[key]))]));
    if (rows[server] === undefined)
      lines.push(line([title, failures[server] ?? 'not run', ...Array(keys.length - 1).fill('')]));
  }
  return lines.join('\n');
};

/** What was aimed at, what was measured, and whether that is met. */
export const targetsOf = (scenario: Scenario, rows: Rows): string => {
  const lines = [line(['target', 'measured', 'met']), line(['---', '---', '---'])];
  for (const { text, judge } of scenario.targets) {
    const verdict = judge(rows);
    lines.push(line([text, verdict?.measured ?? '–', verdict === null ? '–' : verdict.met ? 'met' : '**not met**']));
  }
  return lines.join('\n');
};
