import path from 'node:path';
import {
  app,
  BrowserWindow,
  ipcMain,
  nativeTheme,
  net,
  protocol,
  safeStorage,
  session,
  shell as system,
  type BrowserWindowConstructorOptions,
} from 'electron';
import { DEEP_LINK_SCHEME, type DesktopState, type UpdateState } from '../../shared/contracts/desktop.ts';
import { createConnection } from './connect.ts';
import { findDistPaths } from './dist-paths.ts';
import { createEmbeddedServer } from './embedded-server.ts';
import { forkServer } from './fork-server.ts';
import { getSystemLocale } from './get-system-locale.ts';
import { createCallHandling } from './handle-calls.ts';
import { hardenSession, hardenWebContents } from './harden-web-contents.ts';
import { openLogFile } from './log-file.ts';
import { createMainWindow, paperColor } from './main-window.ts';
import { mayOpenOutside } from './may-open-outside.ts';
import { startNativeFeatures } from './native/start-native-features.ts';
import { readDeepLink } from './read-deep-link.ts';
import { copyOutput, saveOutput } from './save-output.ts';
import { createScreenWindows } from './screen-windows.ts';
import { serveAppScheme } from './serve-app-scheme.ts';
import { openSessionStore } from './session-store.ts';
import { openSettingsStore, type Settings } from './settings-store.ts';
import type { Shell } from './shell.ts';
import type { OtherStarts } from './single-instance.ts';

/** Gives the app's scheme what a web page's has. Before `ready`. */
export function registerAppScheme(scheme: string): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }]);
}

/** Builds the shell from its parts and opens the window. After `ready`, once. */
export async function startShell(links: OtherStarts, mainDir: string): Promise<void> {
  const folder = app.getPath('userData');
  const logsDir = app.getPath('logs');
  const dataDir = path.join(folder, 'data');
  const log = openLogFile(logsDir);
  log.info(`Creator Studio ${app.getVersion()} starts on ${process.platform} ${process.arch}`);
  const paths = findDistPaths(mainDir);
  const settings = openSettingsStore(folder, log);
  const sessions = openSessionStore({ folder, safe: safeStorage, platform: process.platform, log });
  const getLocale: Shell['getLocale'] = () =>
    settings.get().locale ?? getSystemLocale(app.getPreferredSystemLanguages());

  const embedded = createEmbeddedServer({
    fork: () => forkServer(paths.server, log),
    describeStart: () => ({
      dataDir,
      webDir: paths.rendererDir,
      locale: getLocale(),
      appVersion: app.getVersion(),
      backupBeforeMigration: true,
    }),
    log,
  });
  const connection = createConnection({
    settings,
    sessions,
    embedded,
    fetch: (url, init) => net.fetch(url, { ...init, bypassCustomProtocolHandlers: true }),
    userAgent: `CreatorStudio/${app.getVersion()} (${process.platform})`,
    log,
  });

  const windowOptions = (): BrowserWindowConstructorOptions => ({
    title: 'Creator Studio',
    backgroundColor: paperColor(),
    webPreferences: {
      preload: paths.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      // Before the first paint; what is loaded into it later begins with the system's own again.
      zoomFactor: settings.get().zoom,
      additionalArguments: [`--studio-version=${app.getVersion()}`],
    },
  });
  const screens = createScreenWindows(windowOptions, log);
  const openOutside = (url: string): void => {
    const { serverUrl } = settings.get();
    const hosts = serverUrl === null ? [] : [new URL(serverUrl).host];
    if (mayOpenOutside(url, hosts)) void system.openExternal(url);
    else log.warn('a link was not opened');
  };
  hardenWebContents(app, { openOutside, openDocument: (page) => screens.openDocument(page) }, log);
  hardenSession(session.defaultSession);
  app.on('web-contents-created', (_event, contents) => {
    contents.on('did-finish-load', () => contents.setZoomFactor(settings.get().zoom));
  });
  protocol.handle(
    'app',
    serveAppScheme({
      folders: paths,
      connection,
      describePage: () => {
        const { locale, theme, mode } = settings.get();
        return { locale: getLocale(), chosenLocale: locale, theme, mode };
      },
      log,
    }),
  );
  applySettings(settings.get(), null);

  let update: UpdateState = { status: 'none' };
  const stateListeners = new Set<(state: DesktopState) => void>();
  const getState = (): DesktopState => {
    const { mode, serverUrl, ...rest } = settings.get();
    const { locale, theme, launchAtLogin, notifications, keepInTray, zoom } = rest;
    return {
      mode,
      serverUrl,
      connection: connection.state,
      settings: { locale, theme, launchAtLogin, notifications, keepInTray, zoom },
      locale: getLocale(),
      tokenStorage: sessions.storage,
      update,
      dataDir,
      logsDir,
    };
  };
  const tellState = (): void => {
    const state = getState();
    for (const listener of [...stateListeners]) listener(state);
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send('desktop:state', state);
  };
  settings.onChange((next, before) => {
    applySettings(next, before);
    tellState();
  });

  const window = createMainWindow({ settings, connection, windowOptions, log });
  connection.onChange(tellState);

  const shell: Shell = {
    log,
    paths,
    settings,
    connection,
    window,
    getLocale,
    getState,
    onState: (listener) => {
      stateListeners.add(listener);
      return () => void stateListeners.delete(listener);
    },
    setUpdate: (next) => {
      update = next;
      tellState();
    },
    handle: createCallHandling(ipcMain, log),
    openSettings: () => screens.openSettings(),
    showLogs: () => void system.openPath(logsDir),
    showData: () => void system.openPath(dataDir),
    quit: () => app.quit(),
  };
  answerCalls(shell);
  const native = startNativeFeatures(shell);
  quitAfter(async () => {
    await native.stop();
    await connection.stop();
    log.info('Creator Studio has ended');
  });

  // A program that is only being developed is nobody's to open links with.
  if (app.isPackaged) app.setAsDefaultProtocolClient(DEEP_LINK_SCHEME);
  app.on('activate', () => window.show());
  app.on('window-all-closed', () => {
    const { mode, keepInTray } = settings.get();
    if (process.platform !== 'darwin' && (mode === null || !keepInTray)) app.quit();
  });
  void connection.start();
  links.onStart((link) => {
    const address = link === null ? null : readDeepLink(link);
    if (address === null) window.show();
    else window.goTo(address);
  });
  window.show();
}

function answerCalls(shell: Shell): void {
  const { settings, connection, handle } = shell;
  handle('desktop:get-state', () => shell.getState());
  handle('desktop:set-settings', ([change]) => {
    settings.set(change);
    return shell.getState();
  });
  handle('desktop:choose-connection', ([choice]) => connection.choose(choice));
  handle('desktop:retry-connection', async () => {
    await connection.retry();
    return null;
  });
  handle('desktop:save-file', ([file], sender) => saveOutput(shell, app.getPath('downloads'), file, sender));
  handle('desktop:copy-image', ([file]) => copyOutput(shell, file));
  const act = (work: () => void) => (): null => {
    work();
    return null;
  };
  handle('desktop:open-settings', act(shell.openSettings));
  handle('desktop:show-logs', act(shell.showLogs));
  handle('desktop:show-data', act(shell.showData));
}

/** What the system is told of the settings: its own menus and dialogs follow the theme, its login the wish. */
function applySettings(next: Settings, before: Settings | null): void {
  if (next.theme !== before?.theme) nativeTheme.themeSource = next.theme;
  if (before !== null && next.launchAtLogin !== before.launchAtLogin) {
    app.setLoginItemSettings({ openAtLogin: next.launchAtLogin });
  }
  if (before !== null && next.zoom !== before.zoom) {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.setZoomFactor(next.zoom);
  }
}

/** Holds back the end of the app until `work` is done, once. */
function quitAfter(work: () => Promise<void>): void {
  let ending: 'not' | 'under way' | 'done' = 'not';
  app.on('will-quit', (event) => {
    if (ending === 'done') return;
    event.preventDefault();
    if (ending === 'under way') return;
    ending = 'under way';
    void work()
      .catch(() => undefined)
      .finally(() => {
        ending = 'done';
        app.quit();
      });
  });
}
