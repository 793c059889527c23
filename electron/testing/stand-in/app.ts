import { AppPaths } from './app-paths.ts';
import { createEvent } from './cancelable-event.ts';
import { commandLine } from './command-line.ts';
import { guardedEmitter } from './guard.ts';
import { settleSchemes } from './protocol.ts';
import { findChromium, findSwitch, getAppPackage, getSettings } from './runtime.ts';
import { SingleInstanceLock } from './single-instance.ts';
import { listUtilityProcesses } from './utility-process-list.ts';
import { listWindows } from './window-list.ts';

interface LoginItemSettings {
  readonly openAtLogin?: boolean;
  readonly openAsHidden?: boolean;
}

/** Electron's `app`. */
class App extends guardedEmitter('app') {
  readonly commandLine = commandLine;
  /** There is a dock on macOS only, and the stand-in has none of its own. */
  readonly dock: undefined = undefined;
  applicationMenu: unknown = null;
  readonly #paths = new AppPaths(() => this.getName());
  readonly #ready = Promise.withResolvers<undefined>();
  readonly #protocolClients = new Set<string>();
  #isReady = false;
  #isQuitting = false;
  #isExiting = false;
  #name: string | null = null;
  #lock: SingleInstanceLock | null = null;
  #loginItem: LoginItemSettings = {};
  #badgeCount = 0;

  get isPackaged(): boolean {
    return getSettings().isPackaged;
  }

  get name(): string {
    return this.getName();
  }

  set name(name: string) {
    this.#name = name;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<undefined> {
    return this.#ready.promise;
  }

  getName(): string {
    const { productName, name } = getAppPackage();
    return this.#name ?? productName ?? name;
  }

  setName(name: string): void {
    this.#name = name;
  }

  getVersion(): string {
    return getAppPackage().version;
  }

  getAppPath(): string {
    return getSettings().appDir;
  }

  getPath(name: string): string {
    return this.#paths.get(name);
  }

  setPath(name: string, file: string): void {
    this.#paths.set(name, file);
  }

  setAppLogsPath(file?: string): void {
    if (file !== undefined) this.#paths.set('logs', file);
  }

  getLocale(): string {
    return findSwitch('lang') ?? this.getSystemLocale();
  }

  getSystemLocale(): string {
    return this.getPreferredSystemLanguages()[0] ?? 'en-US';
  }

  getLocaleCountryCode(): string {
    return new Intl.Locale(this.getSystemLocale()).region ?? '';
  }

  getPreferredSystemLanguages(): string[] {
    const { LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = process.env;
    const said = [...(LANGUAGE ?? '').split(':'), LC_ALL, LC_MESSAGES, LANG];
    const languages = said.map((one) => (one ?? '').replace(/[.@].*/, '').replace('_', '-'));
    const known = languages.filter((one) => /^[a-z]{2,3}(-\w+)?$/.test(one));
    return known.length === 0 ? ['en-US'] : [...new Set(known)];
  }

  requestSingleInstanceLock(additionalData: unknown = null): boolean {
    this.#lock ??= new SingleInstanceLock(this.getPath('userData'));
    const start = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    return this.#lock.take(start, (second) => {
      void this.whenReady().then(() => {
        this.emit(
          'second-instance',
          createEvent(),
          second.argv,
          second.workingDirectory,
          second.additionalData,
        );
      });
    });
  }

  hasSingleInstanceLock(): boolean {
    return this.#lock?.isHeld === true;
  }

  releaseSingleInstanceLock(): void {
    this.#lock?.release();
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    this.#protocolClients.add(scheme);
    return true;
  }

  removeAsDefaultProtocolClient(scheme: string): boolean {
    return this.#protocolClients.delete(scheme);
  }

  isDefaultProtocolClient(scheme: string): boolean {
    return this.#protocolClients.has(scheme);
  }

  setLoginItemSettings(settings: LoginItemSettings): void {
    this.#loginItem = { ...settings };
  }

  getLoginItemSettings(): LoginItemSettings {
    return {
      openAtLogin: this.#loginItem.openAtLogin === true,
      openAsHidden: this.#loginItem.openAsHidden === true,
    };
  }

  setBadgeCount(count = 0): boolean {
    this.#badgeCount = count;
    return true;
  }

  getBadgeCount(): number {
    return this.#badgeCount;
  }

  /** Windows knows windows of one app by this; nothing follows from it here. */
  setAppUserModelId(_id: string): void {}

  /** Nobody sees the panel here. */
  setAboutPanelOptions(_options: object): void {}

  showAboutPanel(): void {}

  addRecentDocument(_file: string): void {}

  clearRecentDocuments(): void {}

  setJumpList(_categories: unknown): 'ok' {
    return 'ok';
  }

  setUserTasks(_tasks: unknown): boolean {
    return true;
  }

  /** Every page is as sandboxed as Chromium is started; see the README. */
  enableSandbox(): void {}

  disableHardwareAcceleration(): void {}

  focus(): void {
    listWindows().at(-1)?.focus();
  }

  hide(): void {
    for (const window of listWindows()) window.hide();
  }

  show(): void {
    for (const window of listWindows()) window.show();
  }

  /** Starting again is for whoever runs the app; tests see that it was asked for. */
  relaunch(_options?: object): void {}

  quit(): void {
    if (this.#isQuitting || this.#isExiting) return;
    const event = createEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#isQuitting = true;
    void this.#closeAndQuit();
  }

  /** Ends the process as soon as Chromium has put down what pages stored. */
  exit(code = 0): void {
    if (this.#isExiting) return;
    this.#isExiting = true;
    this.emit('quit', createEvent(), code);
    this.#lock?.release();
    for (const child of listUtilityProcesses()) child.kill();
    void Promise.resolve(findChromium()?.close()).finally(() => process.exit(code));
  }

  /** Called once when everything is there that `ready` promises; not in Electron's API. */
  becomeReady(): void {
    settleSchemes();
    this.emit('will-finish-launching');
    this.#isReady = true;
    this.#ready.resolve(undefined);
    this.emit('ready', createEvent(), {});
  }

  /** Whether the app has said that it ends; not in Electron's API. */
  get isEnding(): boolean {
    return this.#isQuitting || this.#isExiting;
  }

  /** Called when the last window has gone; not in Electron's API. */
  noticeLastWindowClosed(): void {
    if (this.isEnding) return;
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }

  async #closeAndQuit(): Promise<void> {
    // Whoever calls quit() goes on first.
    await Promise.resolve();
    for (const window of listWindows()) {
      if (!(await window.tryClose())) {
        this.#isQuitting = false;
        return;
      }
    }
    const event = createEvent();
    this.emit('will-quit', event);
    this.#isQuitting = false;
    if (!event.defaultPrevented) this.exit(0);
  }
}

/** The one `app`. */
export const app: App = new App();
