/** The board server as a process beside the demo, which a person can switch off and on again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));

export interface BoardServer {
  readonly url: string;
  readonly isOn: () => boolean;
  readonly switchOn: () => Promise<void>;
  /** Kills it, without a chance to clean up: what was acknowledged must be there afterwards. */
  readonly switchOff: () => Promise<void>;
}

interface Options {
  /** Called when there is a process to end, which is before it is ready. */
  readonly onSpawn: (end: () => Promise<void>) => void;
}

export const startBoardServer = async (
  environment: Readonly<Record<string, string>>,
  { onSpawn }: Options,
): Promise<BoardServer> => {
  let child: ChildProcess | null = null;
  let url = '';

  const switchOn = async () => {
    if (child !== null) return;
    const port = url === '' ? '0' : new URL(url).port;
    const started = spawn(process.execPath, [MAIN], {
      env: { ...process.env, ...environment, HOST: '127.0.0.1', PORT: port, PUBLIC_URL: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = started;
    started.once('exit', () => {
      if (child === started) child = null;
    });
    url = await new Promise<string>((resolve, reject) => {
      let said = '';
      started.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
        if (address !== undefined) resolve(address);
      });
      started.once('exit', (code) => reject(new Error(`the board server ended with ${code}`)));
    });
  };

  const switchOff = async () => {
    const ending = child;
    if (ending === null) return;
    const gone = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGKILL');
    await gone;
  };

  onSpawn(switchOff);
  await switchOn();
  return { url, isOn: () => child !== null, switchOn, switchOff };
};
