import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '@samrejse/runtime/start-error';

const SECRET_BYTES = 32;

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/**
 * The secret that all links are derived from, made on the first start: without it every link ever handed out is dead.
 * Throws a StartError if it is damaged, or is missing and may not be made.
 */
export const readSecret = (dataDir: string, options: { readonly mayCreate: boolean }): Buffer => {
  const path = join(dataDir, 'secret');
  try {
    const secret = readFileSync(path);
    if (secret.byteLength !== SECRET_BYTES)
      throw new StartError(`${path} is damaged. Put it back from a backup: the links of all boards depend on it.`);
    return secret;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  if (!options.mayCreate)
    throw new StartError(`${path} is missing. Put it back from a backup: the links of all boards depend on it.`);
  const secret = randomBytes(SECRET_BYTES);
  // Written under another name and renamed, so that a crash leaves a whole secret or none.
  writeFileSync(`${path}.new`, secret, { mode: 0o600 });
  chmodSync(`${path}.new`, 0o600);
  renameSync(`${path}.new`, path);
  return secret;
};
