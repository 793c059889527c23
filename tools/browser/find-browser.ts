import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright';

/** What Chromium and the browsers built on it are called where programs are found by name. */
const PROGRAM_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/** Where their installers put them without telling the PATH. */
const USUAL_PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name];
    if (folder === undefined) return [];
    return ['Chromium\\Application', 'Google\\Chrome\\Application', 'Microsoft\\Edge\\Application'].map(
      (place) => path.win32.join(folder, place, place.startsWith('Microsoft') ? 'msedge.exe' : 'chrome.exe'),
    );
  }),
};

/** Somebody who asks for a browser by its path wants that one and no other. */
export class BrowserPathError extends Error {
  constructor(file: string) {
    super(`CHROMIUM_PATH is ${file}, but there is no program.`);
    this.name = 'BrowserPathError';
  }
}

/**
 * The path of a Chromium on this machine: `CHROMIUM_PATH`, else what the PATH finds, else where it is usually
 * installed, else the one Playwright has downloaded; null when there is none. Throws {@link BrowserPathError}.
 */
export function findBrowser(environment: Readonly<NodeJS.ProcessEnv> = process.env): string | null {
  const chosen = environment['CHROMIUM_PATH'];
  if (chosen !== undefined && chosen !== '') {
    if (!isProgram(chosen)) throw new BrowserPathError(chosen);
    return chosen;
  }
  const folders = (environment['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const named = PROGRAM_NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const places = USUAL_PLACES[process.platform] ?? [];
  return (
    [...named, ...places, chromium.executablePath()].find((file) => isProgram(file) && runs(file)) ?? null
  );
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return existsSync(file) && statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Ubuntu puts a script in its place that only says how to install it; on other systems asking would open a window. */
function runs(file: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    execFileSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
