import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Runs a program of the project's own and gives back its output where it failed, '' where it did not. */
const complaints = (command: string, ...args: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0 ? '' : output || `${command} exited with ${code}`));
  });

describe('checks', () => {
  test('lint and format', async () => {
    expect(await complaints('biome', 'check', '.')).toBe('');
  });

  test.each(['packages/model', 'packages/runtime', 'apps/server', 'apps/slackbot', 'scripts', 'bench'])(
    'types of %s',
    async (project) => {
      expect(await complaints('tsc', '-p', project)).toBe('');
    },
  );

  test('types of the board, components included', async () => {
    const args = ['--workspace', 'apps/board', '--tsconfig', './tsconfig.json', '--tsgo', '--fail-on-warnings'];
    expect(await complaints('svelte-check', ...args)).toBe('');
  });

  test('no dead code', async () => {
    expect(await complaints('knip')).toBe('');
  });
});
