import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '@samrejse/runtime/start-error';

const SECRET_BYTES = 32;

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The secret all links are derived from; made on the first start. Without it every link ever handed out is dead. */
export const readSecret = (dataDir: string, options: { readonly mayCreate: boolean }): Buffer => {
  const path = join(dataDir, 'secret');
  try {
    const secret = readFileSync(path);
    if (secret.byteLength !== SECRET_BYTES)
      throw new StartError(`${path} is damaged. Put it back from a backup: the links of all boards hang on it.`);
    return secret;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  if (!options.mayCreate)
    throw new StartError(`${path} is missing. Put it back from a backup: the links of all boards hang on it.`);
  const secret = randomBytes(SECRET_BYTES);
  // Written aside and renamed: a crash half-way leaves no half secret.
  writeFileSync(`${path}.new`, secret, { mode: 0o600 });
  chmodSync(`${path}.new`, 0o600);
  renameSync(`${path}.new`, path);
  return secret;
};
