import { app } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';

/** What a role of a menu item means when nothing else is said. */
export interface MenuRole {
  readonly label: string;
  readonly accelerator?: string;
  /** Roles of the items beneath it. */
  readonly submenu?: readonly (string | null)[];
  readonly run?: (window: BrowserWindow | null) => void;
}

const ZOOM_STEP = 0.5;
const isMac = process.platform === 'darwin';

const edit = (
  label: string,
  command: 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'delete' | 'selectAll',
  accelerator?: string,
): MenuRole => ({
  label,
  run: (window) => window?.webContents[command](),
  ...(accelerator === undefined ? {} : { accelerator }),
});

/** The roles an item can have (Electron: "MenuItem", Roles); keys are in lower case. */
export const MENU_ROLES: Readonly<Record<string, MenuRole>> = {
  appmenu: {
    label: 'App',
    submenu: ['about', null, 'services', null, 'hide', 'hideOthers', 'unhide', null, 'quit'],
  },
  filemenu: { label: 'File', submenu: [isMac ? 'close' : 'quit'] },
  editmenu: {
    label: 'Edit',
    submenu: ['undo', 'redo', null, 'cut', 'copy', 'paste', 'delete', null, 'selectAll'],
  },
  viewmenu: {
    label: 'View',
    submenu: [
      ...['reload', 'forceReload', 'toggleDevTools', null],
      ...['resetZoom', 'zoomIn', 'zoomOut', null, 'togglefullscreen'],
    ],
  },
  windowmenu: { label: 'Window', submenu: ['minimize', 'zoom', 'close'] },
  help: { label: 'Help', submenu: [] },
  about: { label: 'About', run: () => app.showAboutPanel() },
  services: { label: 'Services', submenu: [] },
  hide: { label: 'Hide', accelerator: 'Command+H', run: () => app.hide() },
  hideothers: { label: 'Hide Others', accelerator: 'Command+Alt+H', run: () => undefined },
  unhide: { label: 'Show All', run: () => app.show() },
  front: { label: 'Bring All to Front', run: () => app.focus() },
  quit: { label: isMac ? 'Quit' : 'Exit', accelerator: 'CommandOrControl+Q', run: () => app.quit() },
  close: { label: 'Close', accelerator: 'CommandOrControl+W', run: (window) => window?.close() },
  minimize: { label: 'Minimize', accelerator: 'CommandOrControl+M', run: (window) => window?.minimize() },
  zoom: { label: 'Zoom', run: (window) => window?.maximize() },
  undo: edit('Undo', 'undo', 'CommandOrControl+Z'),
  redo: edit('Redo', 'redo', isMac ? 'Shift+CommandOrControl+Z' : 'Control+Y'),
  cut: edit('Cut', 'cut', 'CommandOrControl+X'),
  copy: edit('Copy', 'copy', 'CommandOrControl+C'),
  paste: edit('Paste', 'paste', 'CommandOrControl+V'),
  pasteandmatchstyle: edit('Paste and Match Style', 'paste', 'Shift+CommandOrControl+V'),
  delete: edit('Delete', 'delete'),
  selectall: edit('Select All', 'selectAll', 'CommandOrControl+A'),
  reload: { label: 'Reload', accelerator: 'CommandOrControl+R', run: (window) => window?.reload() },
  forcereload: {
    label: 'Force Reload',
    accelerator: 'Shift+CommandOrControl+R',
    run: (window) => window?.webContents.reloadIgnoringCache(),
  },
  toggledevtools: {
    label: 'Toggle Developer Tools',
    accelerator: isMac ? 'Alt+Command+I' : 'Ctrl+Shift+I',
    run: (window) => window?.webContents.toggleDevTools(),
  },
  resetzoom: {
    label: 'Actual Size',
    accelerator: 'CommandOrControl+0',
    run: (window) => window?.webContents.setZoomLevel(0),
  },
  zoomin: {
    label: 'Zoom In',
    accelerator: 'CommandOrControl+Plus',
    run: (window) => zoomBy(window, ZOOM_STEP),
  },
  zoomout: {
    label: 'Zoom Out',
    accelerator: 'CommandOrControl+-',
    run: (window) => zoomBy(window, -ZOOM_STEP),
  },
  togglefullscreen: {
    label: 'Toggle Full Screen',
    accelerator: isMac ? 'Control+Command+F' : 'F11',
    run: (window) => window?.setFullScreen(!window.isFullScreen()),
  },
};

function zoomBy(window: BrowserWindow | null, step: number): void {
  if (window !== null) window.webContents.zoomLevel += step;
}
