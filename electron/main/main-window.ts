import { BrowserWindow, nativeTheme, screen, type BrowserWindowConstructorOptions } from 'electron';
import { APP_PATHS } from '../../shared/app-paths.ts';
import {
  APP_ORIGIN,
  SHELL_PREFIX,
  screenPath,
  type ConnectionState,
  type ShellScreen,
} from '../../shared/contracts/desktop.ts';
import { clampBounds, MIN_SIZE } from './clamp-bounds.ts';
import type { Connection } from './connection.ts';
import type { Log } from './log-file.ts';
import { readAppAddress } from './read-app-address.ts';
import { readPathname } from './serve-app-scheme.ts';
import type { SettingsStore } from './settings-store.ts';

/** The paper of the renderer's palette, so that a window has the page's colour before there is a page. */
const PAPER = { light: '#f7f6f2', dark: '#121513' } as const;

/** Moving a window says so at every step. */
const REMEMBER_AFTER_MS = 400;

/** The window of the app. There is one; it may be closed while the app runs on. */
export interface MainWindow {
  /** Null while there is none. */
  find(): BrowserWindow | null;
  /** Brings it to the front, and makes one when there is none. */
  show(): void;
  /** Brings it to the front and goes to an address of the app (path and query). Others are ignored. */
  goTo(address: string): void;
}

/** What the window depends on. */
export interface MainWindowParts {
  readonly settings: SettingsStore;
  readonly connection: Connection;
  readonly windowOptions: () => BrowserWindowConstructorOptions;
  readonly log: Log;
}

/** Makes the window's keeper; the window itself comes with the first `show` or `goTo`. Call it after `ready`. */
export function createMainWindow(parts: MainWindowParts): MainWindow {
  const { settings, connection, log } = parts;
  let window: BrowserWindow | null = null;
  /** Where to go once the server can be asked. */
  let wanted: string = APP_PATHS.home;
  let shown: ShellScreen | 'app' | null = null;
  let shownServer: string | null = null;

  const load = (target: BrowserWindow, path: string): void => {
    target.loadURL(APP_ORIGIN + path).catch((error: unknown) => log.warn('a page was not loaded', error));
  };
  const follow = (): void => {
    if (window === null) return;
    const screenName = chooseScreen(connection.state);
    const server = describeServer(settings);
    if (screenName === null) {
      if (shown === 'app' && shownServer === server) return;
      // What another server has shown is not this one's to show.
      const path = shownServer !== null && shownServer !== server ? APP_PATHS.home : wanted;
      wanted = APP_PATHS.home;
      [shown, shownServer] = ['app', server];
      load(window, path);
    } else if (shown !== screenName) {
      if (shown === 'app') wanted = readAddress(window) ?? wanted;
      shown = screenName;
      load(window, screenPath(screenName));
    }
  };
  connection.onChange(follow);

  const open = (): BrowserWindow => {
    const made = new BrowserWindow({
      ...parts.windowOptions(),
      ...placeWindow(settings),
      show: false,
    });
    if (settings.get().window?.isMaximized === true) made.maximize();
    made.once('ready-to-show', () => made.show());
    rememberBounds(made, settings);
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      log.error(`the page ended: ${reason}`);
      if (!made.isDestroyed() && reason !== 'clean-exit') made.webContents.reload();
    });
    made.on('closed', () => {
      if (window === made) window = null;
    });
    return made;
  };

  const show = (): void => {
    if (window === null) {
      window = open();
      shown = null;
      shownServer = null;
      follow();
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  nativeTheme.on('updated', () => window?.setBackgroundColor(paperColor()));

  return {
    find: () => window,
    show,
    goTo: (text) => {
      const address = readAppAddress(text);
      if (address === null) return;
      const isOnApp = window !== null && shown === 'app' && !window.webContents.isLoading();
      if (isOnApp) window?.webContents.send('desktop:navigate', address);
      else if (window !== null && shown === 'app') load(window, address);
      else wanted = address;
      show();
    },
  };
}

/** The colour of the window's paper in the theme in use. */
export function paperColor(): string {
  return PAPER[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'];
}

/** The shell's screen that a state calls for; null for the app itself, which waits for a server that is starting. */
function chooseScreen(state: ConnectionState): ShellScreen | null {
  switch (state.status) {
    case 'unset':
      return 'first-run';
    case 'failed':
      return 'crash';
    case 'unreachable':
      return 'offline';
    case 'starting':
    case 'ready':
      return null;
  }
}

function describeServer(settings: SettingsStore): string {
  const { mode, serverUrl } = settings.get();
  return mode === 'hosted' ? `hosted ${serverUrl ?? ''}` : String(mode);
}

function readAddress(window: BrowserWindow): string | null {
  const url = window.webContents.getURL();
  const pathname = readPathname(url);
  if (pathname === null || pathname.startsWith(SHELL_PREFIX)) return null;
  return readAppAddress(url.slice(APP_ORIGIN.length));
}

function placeWindow(settings: SettingsStore): BrowserWindowConstructorOptions {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  const remembered = settings.get().window;
  return {
    ...clampBounds(remembered, [primary.workArea, ...others.map(({ workArea }) => workArea)]),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
  };
}

function rememberBounds(window: BrowserWindow, settings: SettingsStore): void {
  let timer: NodeJS.Timeout | undefined;
  const remember = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized()) return;
    settings.set({ window: { ...window.getNormalBounds(), isMaximized: window.isMaximized() } });
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(remember, REMEMBER_AFTER_MS);
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('maximize', later);
  window.on('unmaximize', later);
  window.on('close', remember);
}
