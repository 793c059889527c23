import { readFileSync } from 'node:fs';
import { createEvent } from './cancelable-event.ts';
import { describeConsoleLine, describeContextMenu, describeOpening } from './page-descriptions.ts';
import { guardObject } from './guard.ts';
import { IpcMain } from './ipc-main.ts';
import { readPreloadError, receiveIpc, writeIpcEvent } from './ipc-traffic.ts';
import { followTheme } from './native-theme.ts';
import { Navigation } from './navigation.ts';
import { PageCommands } from './page-commands.ts';
import { Page } from './page.ts';
import { holdRequests } from './page-requests.ts';
import { settlePermissions } from './permissions.ts';
import { describePreloadProcess } from './process-facts.ts';
import { toAppUrl, toPageUrl } from './scheme-aliases.ts';
import { session, type Session } from './session.ts';
import { WebFrameMain } from './web-frame-main.ts';
import type { FromPreload, ToPreload } from './world/messages.ts';
import { writeWorldScripts } from './world/world-scripts.ts';

/** The preferences of a window that are covered; others are refused. */
export interface WebPreferences {
  readonly preload?: string;
  readonly additionalArguments?: readonly string[];
  readonly [name: string]: unknown;
}

interface WindowOpenAnswer {
  readonly action: 'allow' | 'deny';
  readonly overrideBrowserWindowOptions?: object;
}

/** What a window is to its contents. */
export interface ContentsOwner {
  readonly size: { readonly width: number; readonly height: number };
  readonly webPreferences: WebPreferences;
  isDestroyed(): boolean;
  close(): void;
  /** Makes the window that a page may open. */
  openWindow(url: string, options: object): object;
}

type WindowOpenHandler = (details: object) => WindowOpenAnswer;

let lastId = 0;

/** Electron's `WebContents`: what is in a window. */
export class WebContents extends PageCommands {
  readonly id: number = ++lastId;
  readonly session: Session = session.defaultSession;
  readonly ipc: IpcMain = new IpcMain();
  readonly navigationHistory: object;
  /** The page of Chromium; not in Electron's API. */
  override readonly page: Page;
  readonly #owner: ContentsOwner;
  readonly #navigation: Navigation;
  #windowOpenHandler: WindowOpenHandler = () => ({ action: 'allow' });
  #isCrashed = false;
  #title = '';

  constructor(owner: ContentsOwner) {
    super();
    this.setMaxListeners(0);
    this.#owner = owner;
    const { preload, additionalArguments = [] } = owner.webPreferences;
    const scripts = writeWorldScripts(preload === undefined ? '' : readFileSync(preload, 'utf8'), {
      process: describePreloadProcess(additionalArguments),
      zoomFactor: 1,
    });
    this.page = new Page({ ...owner.size, zoomFactor: 1 }, scripts, (devtools) =>
      Promise.all([
        followTheme(devtools),
        holdRequests(devtools, {
          webRequest: this.session.webRequest,
          describe: () => ({ webContentsId: this.id, mainFrameId: this.page.targetId }),
          mayNavigate: async (navigation) => {
            if (!this.#navigation.mayNavigate(navigation)) return false;
            if (navigation.frameId === this.page.targetId) await this.#settlePermissions(navigation.url);
            return true;
          },
        }),
      ]),
    );
    this.#navigation = new Navigation(this, this.page, (url) => new WebFrameMain(this, url));
    this.navigationHistory = guardObject('navigationHistory', {
      goBack: () => void this.#navigation.go(-1),
      goForward: () => void this.#navigation.go(1),
    });
    this.#followPage();
    if (scripts.syntaxError !== null)
      this.once('dom-ready', () => this.#emitPreloadError(scripts.syntaxError));
  }

  protected override get size(): { readonly width: number; readonly height: number } {
    return this.#owner.size;
  }

  get mainFrame(): WebFrameMain {
    return this.#navigation.frame;
  }

  loadURL(url: string): Promise<void> {
    return this.#navigation.load(url);
  }

  reload(): void {
    this.#isCrashed = false;
    this.#navigation.reload(false);
  }

  reloadIgnoringCache(): void {
    this.#isCrashed = false;
    this.#navigation.reload(true);
  }

  getURL(): string {
    return this.#navigation.url;
  }

  getTitle(): string {
    return this.#title;
  }

  getType(): 'window' {
    return 'window';
  }

  isLoading(): boolean {
    return this.#navigation.isLoading;
  }

  isDestroyed(): boolean {
    return this.#owner.isDestroyed();
  }

  isCrashed(): boolean {
    return this.#isCrashed;
  }

  forcefullyCrashRenderer(): void {
    this.page.session.tell('Page.crash');
  }

  close(): void {
    this.#owner.close();
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.isDestroyed()) throw new Error('Object has been destroyed');
    this.page.deliver(writeIpcEvent(channel, args));
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }

  getLastWebPreferences(): WebPreferences {
    return {
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      sandbox: true,
      webSecurity: true,
      webviewTag: false,
      ...this.#owner.webPreferences,
    };
  }

  async #settlePermissions(url: string): Promise<void> {
    const pageUrl = toPageUrl(url);
    this.session.addOrigin(pageUrl);
    await settlePermissions(this.session.permissionHandlers, this, pageUrl, url);
  }

  #followPage(): void {
    this.page.on('domReady', () => this.emit('dom-ready', createEvent()));
    this.page.on('message', (message, reply) => this.#receive(message, reply));
    this.page.on('crashed', () => {
      this.#isCrashed = true;
      this.emit('render-process-gone', createEvent(), { reason: 'crashed', exitCode: 1 });
    });
    this.page.on('console', (line) => {
      this.emit('console-message', createEvent({ ...describeConsoleLine(line), frame: this.mainFrame }));
    });
    this.page.on('titled', (title) => {
      // Without a title of its own a page is called by its address.
      const isAddress = toAppUrl(`http://${title}`) === this.getURL() || title === 'about:blank';
      if (this.getURL() === '' || isAddress || title === this.#title) return;
      this.#title = title;
      this.emit('page-title-updated', createEvent(), title, true);
    });
    this.page.on('opening', (opening) => {
      const details = describeOpening(opening, this.getURL());
      const { action, overrideBrowserWindowOptions = {} } = this.#windowOpenHandler(details);
      if (action === 'deny') return;
      const window = this.#owner.openWindow(details.url, overrideBrowserWindowOptions);
      this.emit('did-create-window', window, { ...details, options: overrideBrowserWindowOptions });
    });
  }

  #receive(message: FromPreload, reply: (message: ToPreload) => void): void {
    switch (message.kind) {
      case 'invoke':
      case 'send':
        void receiveIpc(this, message, reply);
        break;
      case 'zoom':
        this.zoomFactor = message.factor;
        break;
      case 'context-menu':
        this.emit('context-menu', createEvent(), describeContextMenu(this, message));
        break;
      case 'preload-error':
        this.#emitPreloadError(readPreloadError(message.error));
    }
  }

  #emitPreloadError(error: Error | null): void {
    this.emit('preload-error', createEvent(), this.#owner.webPreferences.preload, error);
  }
}
