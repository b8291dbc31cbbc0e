/** Finds a Chromium for the browser tests, installing one where there is none. Never skips: no browser is an error. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type LaunchOptions } from 'playwright';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC_APPS = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
const DOWNLOAD_TIMEOUT_MS = 180_000;

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not ours to run.
    return false;
  }
};

const onPath = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !folder.includes('node_modules'))
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(isExecutable);

const playwrightsOwn = (): string | undefined => {
  const path = chromium.executablePath();
  return path !== '' && existsSync(path) ? path : undefined;
};

const installed = (): string | undefined => onPath() ?? MAC_APPS.find(isExecutable) ?? playwrightsOwn();

const run = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore', timeout: DOWNLOAD_TIMEOUT_MS }).status === 0;

/** Playwright's own download; fails by itself within seconds where there is no network to it. */
const installPlaywrights = (): void => void run('playwright', ['install', 'chromium']);

const installDebians = (): void => {
  if (process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get')) return;
  if (run('apt-get', ['update'])) run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium']);
};

/** The path of a browser. `CHROMIUM_PATH` wins; throws, saying what to install, where nothing helps. */
export const findChromium = (): string => {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    if (isExecutable(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, which is no program that can be run.`);
  }
  const found = installed();
  if (found !== undefined) return found;
  installPlaywrights();
  const downloaded = installed();
  if (downloaded !== undefined) return downloaded;
  installDebians();
  const fromDebian = installed();
  if (fromDebian !== undefined) return fromDebian;
  throw new Error(
    'The browser tests need Chrome or Chromium. Install one (Debian: apt-get install chromium; macOS: Google Chrome), ' +
      'or set CHROMIUM_PATH to the program.',
  );
};

/** How tests start it: no sandbox (they may run as root), nothing that calls home. */
export const launchOptions = (): LaunchOptions => ({
  executablePath: findChromium(),
  chromiumSandbox: false,
  args: [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
