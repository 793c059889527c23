import { guardedEmitter, guardObject } from './guard.ts';

/** Electron's `powerMonitor`: nothing happens unless a test emits it. */
class PowerMonitor extends guardedEmitter('powerMonitor') {
  onBatteryPower = false;

  isOnBatteryPower(): boolean {
    return this.onBatteryPower;
  }

  getSystemIdleState(_thresholdSeconds: number): 'active' {
    return 'active';
  }

  getSystemIdleTime(): number {
    return 0;
  }
}

/** Electron's own updater, which nothing comes from. */
class AutoUpdater extends guardedEmitter('autoUpdater') {
  #feed = '';

  setFeedURL({ url }: { readonly url: string }): void {
    this.#feed = url;
  }

  getFeedURL(): string {
    return this.#feed;
  }

  checkForUpdates(): void {}

  quitAndInstall(): void {}
}

/** The one `powerMonitor`. */
export const powerMonitor: PowerMonitor = new PowerMonitor();

/** The one `autoUpdater`. */
export const autoUpdater: AutoUpdater = new AutoUpdater();

const blockers = new Set<number>();
let lastBlocker = 0;

/** Electron's `powerSaveBlocker`. */
export const powerSaveBlocker = guardObject('powerSaveBlocker', {
  start: (_type: string): number => {
    blockers.add(++lastBlocker);
    return lastBlocker;
  },
  stop: (id: number): boolean => blockers.delete(id),
  isStarted: (id: number): boolean => blockers.has(id),
});

/** Electron's `crashReporter`, which reports nothing. */
export const crashReporter = guardObject('crashReporter', {
  start: (_options: object): void => undefined,
  getUploadToServer: (): boolean => false,
  setUploadToServer: (_doesUpload: boolean): void => undefined,
  addExtraParameter: (_key: string, _value: string): void => undefined,
});

const shortcuts = new Map<string, () => void>();

/** Electron's `globalShortcut`; nobody presses them. */
export const globalShortcut = guardObject('globalShortcut', {
  register: (accelerator: string, callback: () => void): boolean => {
    if (shortcuts.has(accelerator)) return false;
    shortcuts.set(accelerator, callback);
    return true;
  },
  isRegistered: (accelerator: string): boolean => shortcuts.has(accelerator),
  unregister: (accelerator: string): void => void shortcuts.delete(accelerator),
  unregisterAll: (): void => shortcuts.clear(),
});
