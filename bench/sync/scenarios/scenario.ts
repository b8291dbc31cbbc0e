/** What a scenario is: a load, put on one server at a time, and a table of what came of it. */
import type { ServerId } from '../servers.ts';

export type Size = 'quick' | 'full';

export type Cell = number | string | boolean | null;
export type Row = Readonly<Record<string, Cell>>;
/** Of each server, its rows; none if its run failed. */
export type Rows = Readonly<Partial<Record<ServerId, readonly Row[]>>>;

export interface Verdict {
  /** What was measured, in words. */
  readonly measured: string;
  readonly met: boolean;
}

interface Target {
  readonly text: string;
  /** Null where a figure that it needs is missing. */
  readonly judge: (rows: Rows) => Verdict | null;
}

export interface Scenario {
  readonly title: string;
  readonly does: string;
  readonly servers: readonly ServerId[];
  /** Key of a row and heading of its column, in order. */
  readonly columns: Readonly<Record<string, string>>;
  readonly targets: readonly Target[];
  /** After this the run on one server is given up. */
  readonly limitMs: number;
  readonly run: (server: ServerId, size: Size) => Promise<readonly Row[]>;
}

/** A figure of a server; `where` picks the row. NaN if there is none. */
export const figure = (rows: Rows, server: ServerId, key: string, where: Row = {}): number => {
  const row = rows[server]?.find((each) => Object.entries(where).every(([k, value]) => each[k] === value));
  const value = row?.[key];
  return typeof value === 'number' ? value : Number.NaN;
};

const shown = (value: number): string => String(Number(value.toPrecision(3)));

/** Met if the figure is at most the bound; said with both. */
export const atMost = (measured: number, bound: number, unit: string): Verdict | null =>
  Number.isNaN(measured) || Number.isNaN(bound)
    ? null
    : { measured: `${shown(measured)} ${unit} against ${shown(bound)} ${unit}`, met: measured <= bound };

export const atLeast = (measured: number, bound: number, unit: string): Verdict | null =>
  Number.isNaN(measured) || Number.isNaN(bound)
    ? null
    : { measured: `${shown(measured)} ${unit} against ${shown(bound)} ${unit}`, met: measured >= bound };
