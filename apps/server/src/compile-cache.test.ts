import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMPILE_CACHE } from './compile-cache.ts';

test('compiled sources are kept among the packages of the workspace', () => {
  expect(existsSync(join(COMPILE_CACHE, '../../../pnpm-workspace.yaml'))).toBe(true);
});
