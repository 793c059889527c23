import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import type { Shell, ShellPart } from '../shell.ts';
import { describeAutostart } from './describe-autostart.ts';

/** Keeps launching at login where Electron does not: on Linux, for a packaged app. */
export function startLinuxAutostart(shell: Shell): ShellPart {
  if (process.platform !== 'linux' || !app.isPackaged) return { stop: () => undefined };
  const file = path.join(app.getPath('appData'), 'autostart', 'creator-studio.desktop');
  const stop = shell.settings.onChange((next, before) => {
    if (next.launchAtLogin === before.launchAtLogin) return;
    try {
      if (next.launchAtLogin) {
        mkdirSync(path.dirname(file), { recursive: true });
        // An AppImage runs from a folder that is another one at every start.
        writeFileSync(file, describeAutostart(process.env['APPIMAGE'] ?? process.execPath));
      } else rmSync(file, { force: true });
    } catch (error) {
      shell.log.error('launching at login could not be changed', error);
    }
  });
  return { stop };
}
