import { readFileSync } from 'node:fs';
import { createEvent } from './cancelable-event.ts';
import { guardedEmitter, guardObject } from './guard.ts';
import { IpcMain } from './ipc-main.ts';
import { readPreloadError, receiveIpc, writeIpcEvent } from './ipc-traffic.ts';
import { NativeImage } from './native-image.ts';
import { followTheme } from './native-theme.ts';
import { Navigation } from './navigation.ts';
import { Page } from './page.ts';
import { holdRequests } from './page-requests.ts';
import { settlePermissions } from './permissions.ts';
import { describePreloadProcess } from './process-facts.ts';
import { toAppUrl, toPageUrl } from './scheme-aliases.ts';
import { session, type Session } from './session.ts';
import { WebFrameMain } from './web-frame-main.ts';
import type { ContextMenuPlace, FromPreload, ToPreload } from './world/messages.ts';
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
export class WebContents extends guardedEmitter('WebContents') {
  readonly id: number = ++lastId;
  readonly session: Session = session.defaultSession;
  readonly ipc: IpcMain = new IpcMain();
  readonly navigationHistory: object;
  /** The page of Chromium; not in Electron's API. */
  readonly page: Page;
  readonly #owner: ContentsOwner;
  readonly #navigation: Navigation;
  #windowOpenHandler: WindowOpenHandler = () => ({ action: 'allow' });
  #zoomFactor = 1;
  #isCrashed = false;
  #devToolsAreOpen = false;
  #isMuted = false;
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

  get mainFrame(): WebFrameMain {
    return this.#navigation.frame;
  }

  get zoomFactor(): number {
    return this.#zoomFactor;
  }

  set zoomFactor(factor: number) {
    this.#zoomFactor = factor;
    this.resize();
  }

  get zoomLevel(): number {
    return Math.log(this.#zoomFactor) / Math.log(1.2);
  }

  set zoomLevel(level: number) {
    this.zoomFactor = 1.2 ** level;
  }

  setZoomFactor(factor: number): void {
    this.zoomFactor = factor;
  }

  getZoomFactor(): number {
    return this.zoomFactor;
  }

  setZoomLevel(level: number): void {
    this.zoomLevel = level;
  }

  getZoomLevel(): number {
    return this.zoomLevel;
  }

  /** The user cannot zoom with fingers here. */
  async setVisualZoomLevelLimits(_minimum: number, _maximum: number): Promise<void> {}

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

  stop(): void {
    this.page.session.tell('Page.stopLoading');
  }

  downloadURL(url: string): void {
    const link = `Object.assign(document.createElement('a'), { href: ${JSON.stringify(toPageUrl(url))}, download: '' })`;
    void this.page.evaluate(`${link}.click()`);
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

  focus(): void {
    this.page.session.tell('Page.bringToFront');
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.isDestroyed()) throw new Error('Object has been destroyed');
    this.page.deliver(writeIpcEvent(channel, args));
  }

  executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    return this.page.evaluate(code, userGesture);
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

  async capturePage(): Promise<NativeImage> {
    const { data } = await this.page.session.send('Page.captureScreenshot', { format: 'png' });
    return new NativeImage(Buffer.from(data, 'base64'));
  }

  async insertText(text: string): Promise<void> {
    await this.page.session.send('Input.insertText', { text });
  }

  /** There is no spelling checker whose word could be replaced; what it would put there is not known to be wrong. */
  replaceMisspelling(_text: string): void {}

  undo(): void {
    this.#edit('undo');
  }

  redo(): void {
    this.#edit('redo');
  }

  cut(): void {
    this.#edit('cut');
  }

  copy(): void {
    this.#edit('copy');
  }

  paste(): void {
    this.#edit('paste');
  }

  delete(): void {
    this.#edit('delete');
  }

  selectAll(): void {
    this.#edit('selectAll');
  }

  /** Dragging out of a window needs a screen; tests see that it was asked for. */
  startDrag(_item: object): void {}

  openDevTools(_options?: object): void {
    this.#devToolsAreOpen = true;
    this.emit('devtools-opened');
  }

  closeDevTools(): void {
    this.#devToolsAreOpen = false;
    this.emit('devtools-closed');
  }

  toggleDevTools(): void {
    if (this.#devToolsAreOpen) this.closeDevTools();
    else this.openDevTools();
  }

  isDevToolsOpened(): boolean {
    return this.#devToolsAreOpen;
  }

  setAudioMuted(isMuted: boolean): void {
    this.#isMuted = isMuted;
  }

  isAudioMuted(): boolean {
    return this.#isMuted;
  }

  /** Fits the page to the window again; not in Electron's API. */
  resize(): void {
    const metrics = { ...this.#owner.size, zoomFactor: this.#zoomFactor };
    void this.page.opened.then(() => this.page.resize(metrics)).catch(() => undefined);
  }

  async #settlePermissions(url: string): Promise<void> {
    const pageUrl = toPageUrl(url);
    this.session.addOrigin(pageUrl);
    await settlePermissions(this.session.permissionHandlers, this, pageUrl, url);
  }

  #edit(command: string): void {
    this.page.session.tell('Input.dispatchKeyEvent', { type: 'keyDown', commands: [command] });
  }

  #followPage(): void {
    this.page.on('domReady', () => this.emit('dom-ready', createEvent()));
    this.page.on('message', (message, reply) => this.#receive(message, reply));
    this.page.on('crashed', () => {
      this.#isCrashed = true;
      this.emit('render-process-gone', createEvent(), { reason: 'crashed', exitCode: 1 });
    });
    this.page.on('console', ({ type, args, stackTrace }) => {
      const message = args.map((part) => String(part.value ?? part.description ?? '')).join(' ');
      const [at] = stackTrace?.callFrames ?? [];
      const level = { error: 'error', warning: 'warning', debug: 'debug' }[type as string] ?? 'info';
      const place = { lineNumber: at?.lineNumber ?? 0, sourceId: toAppUrl(at?.url ?? '') };
      this.emit('console-message', createEvent({ message, level, ...place, frame: this.mainFrame }));
    });
    this.page.on('titled', (title) => {
      // Without a title of its own a page is called by its address.
      const isAddress = toAppUrl(`http://${title}`) === this.getURL() || title === 'about:blank';
      if (this.getURL() === '' || isAddress || title === this.#title) return;
      this.#title = title;
      this.emit('page-title-updated', createEvent(), title, true);
    });
    this.page.on('opening', ({ url, windowName, windowFeatures, userGesture }) => {
      const details = {
        url: toAppUrl(url),
        frameName: windowName,
        features: windowFeatures.filter((feature) => feature !== 'noopener').join(','),
        disposition: windowName === '_blank' || userGesture ? 'foreground-tab' : 'new-window',
        referrer: { url: this.getURL(), policy: 'strict-origin-when-cross-origin' },
      };
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
        this.emit('context-menu', createEvent(), this.#describeContextMenu(message));
        break;
      case 'preload-error':
        this.#emitPreloadError(readPreloadError(message.error));
    }
  }

  #emitPreloadError(error: Error | null): void {
    this.emit('preload-error', createEvent(), this.#owner.webPreferences.preload, error);
  }

  #describeContextMenu({ kind: _kind, ...place }: ContextMenuPlace & { kind: string }): object {
    const { isEditable, selectionText, srcURL } = place;
    const hasSelection = selectionText !== '';
    return {
      ...place,
      linkURL: toAppUrl(place.linkURL),
      srcURL: toAppUrl(srcURL),
      frame: this.mainFrame,
      pageURL: this.getURL(),
      frameURL: this.getURL(),
      mediaType: srcURL === '' ? 'none' : 'image',
      hasImageContents: srcURL !== '',
      misspelledWord: '',
      dictionarySuggestions: [],
      menuSourceType: 'mouse',
      editFlags: {
        canUndo: isEditable,
        canRedo: isEditable,
        canCut: isEditable && hasSelection,
        canCopy: hasSelection,
        canPaste: isEditable,
        canDelete: isEditable && hasSelection,
        canSelectAll: true,
        canEditRichly: false,
      },
    };
  }
}
