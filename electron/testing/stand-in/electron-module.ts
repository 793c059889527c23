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
  app,
  autoUpdater,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  crashReporter,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
  webContents,
};
