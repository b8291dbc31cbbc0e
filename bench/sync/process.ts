/** A server as a process of its own, on one core where that can be had; what it uses, and how it ends. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const START_TIMEOUT_MS = 40_000;
const GONE_TIMEOUT_MS = 15_000;
const KEPT_OUTPUT = 20_000;

const hasTaskset = (): boolean => {
  try {
    execFileSync('taskset', ['-c', '0', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    // Not Linux, or not installed.
    return false;
  }
};

/** Whether server and load get a core each. */
export const canPin: boolean = availableParallelism() > 1 && hasTaskset();
const SERVER_CORE = 0;
export const LOAD_CORE = 1;

/** A command that runs Node on a core, where that can be had. */
export const nodeOn = (core: number, args: readonly string[]): { command: string; args: readonly string[] } =>
  canPin
    ? { command: 'taskset', args: ['-c', String(core), process.execPath, ...args] }
    : { command: process.execPath, args };

interface Usage {
  /** Of one core, since the process began. */
  readonly cpuMs: number;
  readonly rssMb: number;
  /** The most it ever was. */
  readonly peakRssMb: number;
}

/** Kernel ticks are a hundredth of a second wherever Linux runs. */
const MS_PER_TICK = 10;

const usageOf = (pid: number): Usage => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // After the name, which may hold anything: user and system time are the 14th and 15th field of the line.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const mb = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / 1_024;
    const cpuMs = (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
    return { cpuMs, rssMb: mb('VmRSS'), peakRssMb: mb('VmHWM') };
  } catch {
    // No /proc here, or the process is gone.
    return { cpuMs: Number.NaN, rssMb: Number.NaN, peakRssMb: Number.NaN };
  }
};

export interface ServerProcess {
  readonly port: number;
  readonly usage: () => Usage;
  readonly output: () => string;
  /** SIGKILL, and waits until it is gone. */
  readonly kill: () => Promise<void>;
  /** SIGTERM, and SIGKILL where that does not end it. */
  readonly stop: () => Promise<void>;
}

const gone = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));

/** Starts a program on the server's core; it is up when it prints `127.0.0.1:<port>`. */
export const startProcess = async (
  program: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ServerProcess> => {
  const { command, args } = nodeOn(SERVER_CORE, program);
  const child = spawn(command, args, {
    env: { ...process.env, ...environment, HOST: '127.0.0.1', PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const port = await new Promise<number>((resolve, reject) => {
    const fail = (why: string) => {
      child.kill('SIGKILL');
      reject(new Error(`${why}:\n${output}`));
    };
    const timeout = setTimeout(() => fail('the server did not start'), START_TIMEOUT_MS);
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-KEPT_OUTPUT);
      const address = /127\.0\.0\.1:(\d+)/.exec(output);
      if (address === null) return;
      clearTimeout(timeout);
      resolve(Number(address[1]));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`the server ended with ${code}`));
  });
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    await Promise.race([gone(child), sleep(GONE_TIMEOUT_MS, undefined, { ref: false })]);
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await gone(child);
  };
  return {
    port,
    usage: () => usageOf(child.pid ?? 0),
    output: () => output,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
};
