import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DesktopApp, LaunchOptions } from './desktop-app.ts';
import { findElectron, launchElectron } from './electron-driver.ts';
import { launchStandIn } from './stand-in-driver.ts';

/** What drivers start an app with: everything decided. */
export interface LaunchPlan {
  readonly appDir: string;
  /** All arguments after the folder of the app. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly userData: string;
}

/**
 * Starts a desktop app: on the real Electron where its program is installed, else on the stand-in. Whoever starts it
 * closes it.
 */
export async function launchDesktop(options: LaunchOptions): Promise<DesktopApp> {
  const { appDir, args = [], env = {}, keychain = 'system' } = options;
  const userData = options.userData ?? (await mkdtemp(path.join(tmpdir(), 'creator-studio-desktop-')));
  const plan: LaunchPlan = {
    appDir: path.resolve(appDir),
    args: [
      `--user-data-dir=${userData}`,
      ...(keychain === 'none' ? ['--password-store=basic'] : []),
      ...args,
    ],
    env: { ...process.env, ...env },
    userData,
  };
  const program = findElectron();
  const driver = options.driver ?? (program === null ? 'stand-in' : 'electron');
  const app = driver === 'stand-in' ? await launchStandIn(plan) : await launchElectron(plan, program);
  return options.userData === undefined ? removeAtExit(app, userData) : app;
}

/** Nobody else knows the folder, so it goes with the app; whoever waits for the end of the app waits for that too. */
function removeAtExit(app: DesktopApp, folder: string): DesktopApp {
  const removed = app.waitForExit().then(async (code) => {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    return code;
  });
  const waitAfter = (end: () => Promise<void>) => async () => {
    await end();
    await removed;
  };
  return {
    ...app,
    waitForExit: () => removed,
    kill: waitAfter(() => app.kill()),
    close: waitAfter(() => app.close()),
  };
}
