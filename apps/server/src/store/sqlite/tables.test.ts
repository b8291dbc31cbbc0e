import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const SERVER = fileURLToPath(new URL('../../..', import.meta.url));
const drizzleKit = join(dirname(createRequire(import.meta.url).resolve('drizzle-kit')), 'bin.cjs');

// drizzle-kit takes only a folder relative to where it runs.
test('the migrations make the tables that the code speaks of', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'samrejse-test-'));
  try {
    cpSync(join(SERVER, 'migrations'), folder, { recursive: true });
    const before = readdirSync(folder);
    const options = [
      '--dialect=sqlite',
      '--schema=./src/store/sqlite/tables.ts',
      `--out=${relative(SERVER, folder)}`,
      '--casing=snake_case',
    ];
    const { stdout } = await promisify(execFile)(process.execPath, [drizzleKit, 'generate', ...options], {
      cwd: SERVER,
    });
    expect(stdout).toContain('No schema changes');
    expect(readdirSync(folder)).toEqual(before);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
