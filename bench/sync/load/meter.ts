/** What a stretch of time cost the server, and brought the clients. */
import { rounded } from '../figures.ts';
import type { RunningServer } from '../servers.ts';
import type { Client } from './client.ts';

export interface Period {
  readonly ms: number;
  readonly cpuMs: number;
  /** Of one core. */
  readonly cpuPercent: number;
  readonly framesPerSecond: number;
  readonly kbPerSecond: number;
  readonly rssMb: number;
  /** Since the server started. */
  readonly peakRssMb: number;
  /** How busy the load generator was: near 100, it is itself what is measured. */
  readonly loadPercent: number;
}

const total = (clients: readonly Client[], of: 'frames' | 'bytes'): number =>
  clients.reduce((sum, client) => sum + client[of], 0);

/** Begins to measure; call what it returns at the end. */
export const meter = (server: RunningServer, clients: readonly Client[]): (() => Period) => {
  const began = performance.now();
  const before = server.process().usage();
  const load = process.cpuUsage();
  const frames = total(clients, 'frames');
  const bytes = total(clients, 'bytes');
  return () => {
    const ms = performance.now() - began;
    const { cpuMs, rssMb, peakRssMb } = server.process().usage();
    const { user, system } = process.cpuUsage(load);
    return {
      ms,
      cpuMs: cpuMs - before.cpuMs,
      cpuPercent: rounded(((cpuMs - before.cpuMs) / ms) * 100),
      framesPerSecond: rounded(((total(clients, 'frames') - frames) / ms) * 1_000),
      kbPerSecond: rounded((total(clients, 'bytes') - bytes) / ms),
      rssMb: rounded(rssMb),
      peakRssMb: rounded(peakRssMb),
      loadPercent: rounded((user + system) / 1_000 / ms / 0.01),
    };
  };
};
