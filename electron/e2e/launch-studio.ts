import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DesktopApp, LaunchOptions } from '../testing/desktop-app.ts';
import { launchDesktop } from '../testing/launch-desktop.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Starts the desktop app as it is built; what is built is brought up to date first. */
export async function launchStudio(options: Omit<LaunchOptions, 'appDir'> = {}): Promise<DesktopApp> {
  await buildStudio();
  return await launchDesktop({ ...options, appDir: ROOT });
}

async function buildStudio(): Promise<void> {
  // The launchers are plain JavaScript, of which TypeScript knows no types.
  const module = pathToFileURL(path.join(ROOT, 'tools', 'desktop', 'ensure-desktop-build.mjs')).href;
  const { ensureDesktopBuild } = (await import(module)) as {
    ensureDesktopBuild: (root: string, node: string) => Promise<string>;
  };
  await ensureDesktopBuild(ROOT, process.execPath);
}
