import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import { APP_ORIGIN, screenPath } from '../../shared/contracts/desktop.ts';
import type { Log } from './log-file.ts';

/** Windows beside the app's own. */
export interface ScreenWindows {
  /** Shows the settings; a second call brings them to the front. */
  openSettings(): void;
  /** Shows one of the app's documents; each has one window. */
  openDocument(path: string): void;
}

/** Makes the keeper of the windows beside the app's own. They are as hardened as that. */
export function createScreenWindows(
  windowOptions: () => BrowserWindowConstructorOptions,
  log: Log,
): ScreenWindows {
  const windows = new Map<string, BrowserWindow>();
  const open = (path: string, size: { readonly width: number; readonly height: number }): void => {
    const known = windows.get(path);
    if (known !== undefined) {
      known.show();
      known.focus();
      return;
    }
    const window = new BrowserWindow({ ...windowOptions(), ...size, show: false });
    windows.set(path, window);
    window.once('ready-to-show', () => window.show());
    window.on('closed', () => windows.delete(path));
    window.loadURL(APP_ORIGIN + path).catch((error: unknown) => log.warn('a page was not loaded', error));
  };
  return {
    openSettings: () => open(screenPath('settings'), { width: 720, height: 640 }),
    openDocument: (path) => open(path, { width: 820, height: 760 }),
  };
}
