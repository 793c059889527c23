import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './find-browser.ts';

/** What is said, in this very form, wherever something is left out for want of a browser. */
export const NOT_RUN = 'NOT RUN: no Chromium found (set CHROMIUM_PATH or install chromium)';

/** The browser, and the characters of half of what it shows. */
const PACKAGES = ['chromium', 'fonts-noto-cjk'];

/** Without a network apt-get tries every mirror for minutes. */
const APT_OPTIONS = ['Acquire::Retries=0', 'Acquire::http::Timeout=15', 'Acquire::https::Timeout=15'].concat(
  'DPkg::Lock::Timeout=60',
);
const UPDATE_TIMEOUT_MS = 90_000;
const INSTALL_TIMEOUT_MS = 600_000;

/** Where and as whom it is looked for; tests say something else. */
export interface EnsureBrowserOptions {
  readonly environment?: Readonly<NodeJS.ProcessEnv>;
  readonly isRoot?: boolean;
}

/**
 * Promises the path of a Chromium, or null. Where none is found and this is root on a Debian or Ubuntu, it is
 * installed from the system's packages, and that is said on stderr; without a network that fails within two minutes.
 */
export async function ensureBrowser(options: EnsureBrowserOptions = {}): Promise<string | null> {
  const environment = options.environment ?? process.env;
  const isRoot = options.isRoot ?? process.getuid?.() === 0;
  const found = findBrowser(environment);
  if (found !== null || !isRoot) return found;
  const aptGet = (environment['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, 'apt-get'))
    .find(isExecutable);
  if (aptGet === undefined) return null;
  say(`Installing ${PACKAGES.join(' and ')} for the browser tests.`);
  const run = (args: readonly string[], timeoutMs: number): Promise<boolean> =>
    runQuietly(aptGet, [...APT_OPTIONS.flatMap((option) => ['-o', option]), ...args], environment, timeoutMs);
  // What was fetched earlier may do when the mirrors are out of reach.
  if (!(await run(['update'], UPDATE_TIMEOUT_MS))) say('apt-get update did not succeed.');
  if (!(await run(['install', '-y', '--no-install-recommends', ...PACKAGES], INSTALL_TIMEOUT_MS))) {
    say('apt-get install did not succeed.');
  }
  return findBrowser(environment);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

async function runQuietly(
  program: string,
  args: readonly string[],
  environment: Readonly<NodeJS.ProcessEnv>,
  timeoutMs: number,
): Promise<boolean> {
  const child = spawn(program, args, {
    env: { ...environment, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  const [code] = (await once(child, 'exit').catch(() => [null])) as [number | null];
  return code === 0;
}
