import type * as Electron from 'electron';

/** The modules of Electron's main process through which an app reaches the operating system. */
export type ObservedElectron = Pick<
  typeof Electron,
  'app' | 'clipboard' | 'dialog' | 'globalShortcut' | 'Menu' | 'Notification' | 'shell' | 'Tray'
>;

/** Something the app has asked the operating system for. */
export interface OsCall {
  /** As it is called in the app: `shell.openExternal`, `Notification.show`. */
  readonly name: string;
  /** What it was called with, as far as JSON can say it. */
  readonly args: readonly unknown[];
}

/** What has been observed in one main process; found there at `globalThis[Symbol.for('desktop-os-calls')]`. */
export interface OsObservations {
  readonly calls: OsCall[];
  /** Answers that dialogs will be given, by the name of the function. */
  readonly answers: Record<string, unknown[]>;
  readonly notifications: Electron.Notification[];
  readonly trays: {
    readonly tray: Electron.Tray;
    tooltip: string;
    title: string;
    menu: Electron.Menu | null;
  }[];
  /** The context menu that was last shown. */
  popup: Electron.Menu | null;
}

/**
 * Puts itself between the app and the operating system, before the app's first line: calls are noted and nothing is
 * opened, shown or registered outside the app. Works on the real Electron and on the stand-in. Its text is loaded into
 * the real one, so it stands alone.
 */
export function observeOsCalls(electron: ObservedElectron): void {
  const seen: OsObservations = { calls: [], answers: {}, notifications: [], trays: [], popup: null };
  Object.defineProperty(globalThis, Symbol.for('desktop-os-calls'), { value: seen });

  type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;
  const note = (name: string, args: readonly unknown[]): void => {
    const toPlain = (_key: string, value: unknown): unknown =>
      typeof value === 'function' || typeof value === 'bigint' ? String(value) : value;
    const plain = args.map((argument) => {
      try {
        return JSON.parse(JSON.stringify(argument ?? null, toPlain)) as unknown;
      } catch {
        return String(argument);
      }
    });
    seen.calls.push({ name, args: plain });
  };
  const replace = (owner: object, path: string, act: AnyFunction): void => {
    const key = path.slice(path.lastIndexOf('.') + 1);
    const replacement = function (this: unknown, ...args: unknown[]): unknown {
      note(path, args);
      return act.apply(this, args);
    };
    Object.defineProperty(owner, key, { value: replacement, configurable: true, writable: true });
  };
  const observe = (owner: object, path: string): void => {
    const key = path.slice(path.lastIndexOf('.') + 1);
    const original = (owner as Record<string, AnyFunction>)[key]!;
    replace(owner, path, function (this: unknown, ...args) {
      return original.apply(this, args);
    });
  };

  const { app, clipboard, dialog, globalShortcut, Menu, Notification, shell, Tray } = electron;
  replace(shell, 'shell.openExternal', async () => undefined);
  replace(shell, 'shell.openPath', async () => '');
  replace(shell, 'shell.showItemInFolder', () => undefined);
  replace(shell, 'shell.trashItem', async () => undefined);
  observe(clipboard, 'clipboard.writeText');

  let loginItem: object = { openAtLogin: false };
  replace(app, 'app.setLoginItemSettings', (settings) => void (loginItem = settings as object));
  replace(app, 'app.getLoginItemSettings', () => loginItem);
  replace(app, 'app.setAsDefaultProtocolClient', () => true);
  replace(app, 'app.setAboutPanelOptions', () => undefined);
  replace(app, 'app.showAboutPanel', () => undefined);
  replace(app, 'app.relaunch', () => undefined);
  replace(globalShortcut, 'globalShortcut.register', () => true);

  const pickMessage = (args: readonly unknown[]): number => {
    const { defaultId = 0, cancelId = defaultId } = args.at(-1) as { defaultId?: number; cancelId?: number };
    return cancelId;
  };
  const dismissals: Readonly<Record<string, AnyFunction>> = {
    showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
    showSaveDialog: async () => ({ canceled: true, filePath: '' }),
    showMessageBox: async (...args) => ({ response: pickMessage(args), checkboxChecked: false }),
    showMessageBoxSync: (...args) => pickMessage(args),
    showErrorBox: () => undefined,
  };
  for (const [name, dismiss] of Object.entries(dismissals)) {
    replace(dialog, `dialog.${name}`, (...args) => {
      const answers = seen.answers[name] ?? [];
      if (answers.length === 0) return dismiss(...args);
      const answer = answers.shift();
      return name.endsWith('Sync') ? answer : Promise.resolve(answer);
    });
  }

  replace(Menu.prototype, 'Menu.popup', function (this: unknown, options) {
    seen.popup = this as Electron.Menu;
    (options as { callback?: () => void } | undefined)?.callback?.();
  });
  replace(Notification, 'Notification.isSupported', () => true);
  replace(Notification.prototype, 'Notification.show', function (this: unknown) {
    const notification = this as Electron.Notification;
    const { title, body } = notification;
    seen.calls.splice(-1, 1, { name: 'Notification.show', args: [{ title, body }] });
    if (!seen.notifications.includes(notification)) seen.notifications.push(notification);
    setImmediate(() => (notification as unknown as NodeJS.EventEmitter).emit('show', {}));
  });
  replace(Notification.prototype, 'Notification.close', function (this: unknown) {
    (this as NodeJS.EventEmitter).emit('close', {});
  });

  const trayOf = (tray: unknown): OsObservations['trays'][number] => {
    const known = seen.trays.find((one) => one.tray === tray);
    if (known !== undefined) return known;
    const added = { tray: tray as Electron.Tray, tooltip: '', title: '', menu: null };
    seen.trays.push(added);
    return added;
  };
  const watchTray = (
    key: string,
    take: (tray: OsObservations['trays'][number], value: unknown) => void,
  ): void => {
    const original = (Tray.prototype as unknown as Record<string, AnyFunction>)[key]!;
    const watched = function (this: unknown, ...args: unknown[]): unknown {
      take(trayOf(this), args[0]);
      return original.apply(this, args);
    };
    Object.defineProperty(Tray.prototype, key, { value: watched, configurable: true, writable: true });
  };
  watchTray('setToolTip', (tray, text) => (tray.tooltip = text as string));
  watchTray('setTitle', (tray, text) => (tray.title = text as string));
  watchTray('setContextMenu', (tray, menu) => (tray.menu = menu as Electron.Menu | null));
  watchTray('destroy', (tray) => void seen.trays.splice(seen.trays.indexOf(tray), 1));

  app.on('web-contents-created', (_event, contents) => {
    replace(contents, 'webContents.startDrag', () => undefined);
  });
}
