import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Log } from '../../log-file.ts';
import { readFeedUrl } from './judge-update.ts';
import type { Updater } from './updater.ts';

/** The updater of a packaged app; null where the package names no https address to ask. */
export async function openElectronUpdater(resourcesDir: string, log: Log): Promise<Updater | null> {
  const feedUrl = findFeedUrl(resourcesDir);
  if (feedUrl === null) return null;
  // Loaded here and not at the top: at its first use it looks for the package it is part of.
  const module = await import('electron-updater');
  const { autoUpdater } = module.default;
  // What is loaded, and when it is installed, is decided by whoever uses this.
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.allowPrerelease = false;
  autoUpdater.allowDowngrade = false;
  autoUpdater.disableWebInstaller = true;
  autoUpdater.logger = {
    info: () => undefined,
    warn: (message: unknown) => log.warn(`updater: ${String(message)}`),
    error: (message: unknown) => log.warn(`updater: ${String(message)}`),
  };
  // Failures come with the promises; an event that nobody hears would end the app.
  autoUpdater.on('error', () => undefined);
  return {
    feedUrl,
    check: async () => {
      const result = await autoUpdater.checkForUpdates();
      if (result?.isUpdateAvailable !== true) return null;
      const { version, files, releaseNotes } = result.updateInfo;
      return { version, urls: files.map(({ url }) => url), notes: releaseNotes };
    },
    download: async (onPercent) => {
      const report = ({ percent }: { readonly percent: number }): void => onPercent(percent);
      autoUpdater.on('download-progress', report);
      try {
        await autoUpdater.downloadUpdate();
      } finally {
        autoUpdater.off('download-progress', report);
      }
    },
    install: () => autoUpdater.quitAndInstall(false, true),
  };
}

function findFeedUrl(resourcesDir: string): string | null {
  try {
    return readFeedUrl(readFileSync(path.join(resourcesDir, 'app-update.yml'), 'utf8'), process.platform);
  } catch {
    return null;
  }
}
