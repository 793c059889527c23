import path from 'node:path';
import type { Browser } from 'playwright';
import { ensureBrowser, NOT_RUN } from '../browser/ensure-browser.ts';
import { launchBrowser } from '../browser/launch-browser.ts';
import { openStudioServer, type StudioServer } from '../browser/open-studio-server.ts';
import { buildApp } from './build-app.ts';

/** The repository. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * Runs a command that looks at the built app: builds it if need be, starts a server with an empty data folder, and
 * ends both afterwards. The process exits with what `work` promises, or with 1 where there is no Chromium.
 */
export async function withStudio(
  work: (server: StudioServer, chromiumPath: string) => Promise<number>,
): Promise<void> {
  const chromiumPath = await ensureBrowser();
  if (chromiumPath === null) {
    console.error(NOT_RUN);
    process.exitCode = 1;
    return;
  }
  await buildApp();
  const server = await openStudioServer();
  try {
    process.exitCode = await work(server, chromiumPath);
  } finally {
    await server.close();
  }
}

/** The same with Chromium running. */
export async function withStudioInBrowser(
  work: (server: StudioServer, browser: Browser) => Promise<number>,
): Promise<void> {
  await withStudio(async (server, chromiumPath) => {
    const browser = await launchBrowser(chromiumPath);
    try {
      return await work(server, browser);
    } finally {
      await browser.close();
    }
  });
}
