import type { Shell, ShellPart } from '../shell.ts';
import { watchAccount } from './account-watch.ts';
import { startFileDrags } from './drag-files.ts';
import { guardDownloads } from './guard-downloads.ts';
import { startLinuxAutostart } from './linux-autostart.ts';
import { startMenus } from './menus/start-menus.ts';
import { startNotifications } from './notifications.ts';
import { startSpelling } from './spelling.ts';
import { startTray } from './tray.ts';
import { startUpdates } from './updates/start-updates.ts';

/** Starts menus, tray, notifications, updates and what else is the system's. Call it before the first window is made. */
export function startNativeFeatures(shell: Shell): ShellPart {
  const { connection, settings, log } = shell;
  const account = watchAccount({
    connection,
    describeServer: () => {
      const { mode, serverUrl } = settings.get();
      return mode === 'hosted' ? `hosted ${serverUrl ?? ''}` : String(mode);
    },
    log,
  });
  const updates = startUpdates(shell);
  const checkForUpdates = (): void => {
    shell.openSettings();
    updates.check().catch((error: unknown) => log.error('nobody could look for updates', error));
  };
  const parts: readonly ShellPart[] = [
    startMenus(shell, checkForUpdates),
    startTray(shell, account),
    startNotifications(shell, account),
    startFileDrags(shell),
    guardDownloads(shell),
    startSpelling(shell),
    startLinuxAutostart(shell),
    updates,
    account,
  ];
  return {
    stop: async () => {
      for (const part of parts) await part.stop();
    },
  };
}
