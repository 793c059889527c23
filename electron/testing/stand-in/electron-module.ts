import type * as Electron from 'electron';
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { clipboard, ClipboardItem } from './clipboard.ts';
import { dialog } from './dialog.ts';
import { createUnknownModule, guardObject } from './guard.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu, MenuItem } from './menu.ts';
import { nativeImage } from './native-image.ts';
import { nativeTheme } from './native-theme.ts';
import { net } from './net-fetch.ts';
import { Notification } from './notification.ts';
import { protocol } from './protocol.ts';
import { safeStorage } from './safe-storage.ts';
import { screen } from './screen.ts';
import { autoUpdater, crashReporter, globalShortcut, powerMonitor, powerSaveBlocker } from './services.ts';
import { session } from './session.ts';
import { shell } from './shell.ts';
import { Tray } from './tray.ts';
import { utilityProcess } from './utility-process.ts';
import type { WebContents } from './web-contents.ts';
import { findFocusedWindow, listWindows } from './window-list.ts';

const webContents = guardObject('webContents', {
  getAllWebContents: (): WebContents[] => listWindows().map((window) => window.webContents),
  getFocusedWebContents: (): WebContents | null => findFocusedWindow()?.webContents ?? null,
  fromId: (id: number): WebContents | undefined =>
    listWindows().find((window) => window.webContents.id === id)?.webContents,
});

/** What the plain objects offer has the types that Electron gives it. */
const objects = {
  clipboard,
  crashReporter,
  dialog,
  globalShortcut,
  powerSaveBlocker,
  protocol,
  safeStorage,
  shell,
} satisfies {
  // Types of its items are a class of their own.
  readonly clipboard: Partial<Omit<Electron.Clipboard, 'read' | 'write'>>;
  readonly crashReporter: Partial<Electron.CrashReporter>;
  readonly dialog: Partial<Electron.Dialog>;
  readonly globalShortcut: Partial<Electron.GlobalShortcut>;
  readonly powerSaveBlocker: Partial<Electron.PowerSaveBlocker>;
  readonly protocol: Partial<Electron.Protocol>;
  readonly safeStorage: Partial<Electron.SafeStorage>;
  readonly shell: Partial<Electron.Shell>;
};

/** Modules of Electron's main process that can be imported and not used. */
const NOT_COVERED = [
  'BaseWindow',
  'BrowserView',
  'ImageView',
  'MessageChannelMain',
  'ShareMenu',
  'TouchBar',
  'View',
  'WebContentsView',
  'contentTracing',
  'desktopCapturer',
  'inAppPurchase',
  'netLog',
  'pushNotifications',
  'systemPreferences',
  'webFrameMain',
] as const;

/** What `import … from 'electron'` gives the app's main process. */
export const electron: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(NOT_COVERED.map((name) => [name, createUnknownModule(name)])),
  ...objects,
  app,
  autoUpdater,
  BrowserWindow,
  ClipboardItem,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  screen,
  session,
  Tray,
  utilityProcess,
  webContents,
};
