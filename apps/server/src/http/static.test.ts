import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { staticRoutes } from './static.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samrejse-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const build = () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<title>the board</title>');
  writeFileSync(join(folder, 'assets', 'index-abc.js'), 'export {}');
  writeFileSync(join(folder, 'icon.svg'), '<svg/>');
};

describe('the built board', () => {
  test('is its own page at every path that names no file', async () => {
    build();
    for (const path of ['/', '/b/xyz', '/anything/at/all']) {
      const response = await staticRoutes(folder).request(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(await response.text()).toContain('the board');
    }
  });

  test('keeps for ever what is named by its content, and nothing else', async () => {
    build();
    const app = staticRoutes(folder);
    expect((await app.request('/assets/index-abc.js')).headers.get('cache-control')).toContain('immutable');
    expect((await app.request('/icon.svg')).headers.get('cache-control')).toBe('no-cache');
    expect((await app.request('/missing.js')).status).toBe(404);
    expect((await app.request('/assets/../../secret')).status).not.toBe(500);
    expect((await app.request('/..%2f..%2fetc/passwd')).headers.get('content-type')).not.toBe('text/plain');
  });

  test('that is not built says how to build it, and is found once it is', async () => {
    const app = staticRoutes(folder);
    const before = await app.request('/b/xyz');
    expect(before.status).toBe(503);
    expect(await before.text()).toContain('npm run build');
    build();
    expect((await app.request('/b/xyz')).status).toBe(200);
  });
});
