import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from './app.ts';
import { createEvent } from './cancelable-event.ts';
import { NotCoveredError } from './guard.ts';
import type { NativeImage } from './native-image.ts';
import { getSettings } from './runtime.ts';
import { WebContents, type WebPreferences } from './web-contents.ts';
import { WindowFrame, type FrameOptions } from './window-frame.ts';
import {
  addWindow,
  findFocusedWindow,
  findWindow,
  listWindows,
  removeWindow,
  setFocusedWindow,
} from './window-list.ts';

/** What a window may be made with; options that only change how it looks are taken and shown nowhere. */
export interface WindowOptions extends FrameOptions {
  readonly webPreferences?: WebPreferences;
}

/** Would take away what a page is isolated by, and the stand-in has no way to run without that. */
const REFUSED_PREFERENCES: Readonly<Record<string, unknown>> = {
  contextIsolation: false,
  nodeIntegration: true,
  nodeIntegrationInSubFrames: true,
  nodeIntegrationInWorker: true,
  sandbox: false,
  webSecurity: false,
  webviewTag: true,
};

let lastId = 0;

/** Electron's `BrowserWindow`, with a page of Chromium in it. */
export class BrowserWindow extends WindowFrame {
  readonly id: number = ++lastId;
  readonly webContents: WebContents;
  readonly #options: WindowOptions;
  #isDestroyed = false;
  #isReadyToShow = false;
  #isClosing: Promise<boolean> | null = null;

  constructor(options: WindowOptions = {}) {
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    refuseUnsafe(options.webPreferences ?? {});
    super(options, app.getName());
    this.#options = options;
    const readSize = (): { width: number; height: number } => this.getBounds();
    this.webContents = new WebContents({
      get size() {
        return readSize();
      },
      webPreferences: options.webPreferences ?? {},
      isDestroyed: () => this.#isDestroyed,
      close: () => this.close(),
      openWindow: (url, overrides) => this.#openWindow(url, overrides),
    });
    addWindow(this);
    this.#followContents();
    this.on('resize', () => this.webContents.resize());
    if (this.isVisible()) this.focus();
    this.setBackgroundColor(this.getBackgroundColor());
    app.emit('web-contents-created', createEvent(), this.webContents);
    app.emit('browser-window-created', createEvent(), this);
  }

  static getAllWindows(): BrowserWindow[] {
    return listWindows();
  }

  static getFocusedWindow(): BrowserWindow | null {
    return findFocusedWindow();
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return listWindows().find((window) => window.webContents === contents) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return findWindow(id);
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  loadFile(file: string): Promise<void> {
    return this.loadURL(pathToFileURL(path.resolve(getSettings().appDir, file)).href);
  }

  reload(): void {
    this.webContents.reload();
  }

  capturePage(): Promise<NativeImage> {
    return this.webContents.capturePage();
  }

  override setBackgroundColor(color: string): void {
    super.setBackgroundColor(color);
    const [red, green, blue] = (/^#?(\w\w)(\w\w)(\w\w)/.exec(color) ?? [])
      .slice(1)
      .map((part) => parseInt(part, 16));
    if (red === undefined || green === undefined || blue === undefined) return;
    const { page } = this.webContents;
    void page.opened
      .then(() => {
        const paint = { color: { r: red, g: green, b: blue, a: 1 } };
        return page.session.send('Emulation.setDefaultBackgroundColorOverride', paint);
      })
      .catch(() => undefined);
  }

  override focus(): void {
    if (!this.isVisible() || findFocusedWindow() === this) return;
    findFocusedWindow()?.blur();
    setFocusedWindow(this);
    void this.webContents.page.opened.then(() => this.webContents.focus()).catch(() => undefined);
    this.emit('focus');
    app.emit('browser-window-focus', createEvent(), this);
  }

  override blur(): void {
    if (findFocusedWindow() !== this) return;
    setFocusedWindow(null);
    this.emit('blur');
    app.emit('browser-window-blur', createEvent(), this);
  }

  isFocused(): boolean {
    return findFocusedWindow() === this;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  /** The application's menu is every window's here. */
  setMenu(_menu: unknown): void {}

  removeMenu(): void {}

  close(): void {
    void this.tryClose();
  }

  destroy(): void {
    this.webContents.page.close();
  }

  /** Closes it unless a listener prevents that; promises whether it is gone. Not in Electron's API. */
  tryClose(): Promise<boolean> {
    this.#isClosing ??= this.#closeUnlessPrevented().finally(() => (this.#isClosing = null));
    return this.#isClosing;
  }

  async #closeUnlessPrevented(): Promise<boolean> {
    if (this.#isDestroyed) return true;
    const event = createEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    // A page that is not there yet cannot be closed.
    await this.webContents.page.opened.catch(() => undefined);
    this.destroy();
    return true;
  }

  #followContents(): void {
    this.webContents.on('did-finish-load', () => {
      if (this.#isReadyToShow) return;
      this.#isReadyToShow = true;
      this.emit('ready-to-show');
    });
    this.webContents.on('page-title-updated', (_event: unknown, title: string) => {
      const event = createEvent();
      this.emit('page-title-updated', event, title, true);
      if (!event.defaultPrevented) this.setTitle(title);
    });
    this.webContents.page.once('gone', () => {
      this.blur();
      this.#isDestroyed = true;
      const wasLast = removeWindow(this);
      this.webContents.emit('destroyed');
      this.emit('closed');
      if (wasLast) app.noticeLastWindowClosed();
    });
  }

  #openWindow(url: string, overrides: WindowOptions): BrowserWindow {
    const { webPreferences } = this.#options;
    const window = new BrowserWindow({
      ...(webPreferences === undefined ? {} : { webPreferences }),
      ...overrides,
    });
    void window.loadURL(url).catch(() => undefined);
    return window;
  }
}

function refuseUnsafe(preferences: WebPreferences): void {
  for (const [name, refused] of Object.entries(REFUSED_PREFERENCES)) {
    if (preferences[name] === refused)
      throw new NotCoveredError(`BrowserWindow with ${name}: ${String(refused)}`);
  }
  if (preferences['partition'] !== undefined) throw new NotCoveredError('BrowserWindow with a partition');
}
