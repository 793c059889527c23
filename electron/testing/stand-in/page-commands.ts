import { guardedEmitter } from './guard.ts';
import { NativeImage } from './native-image.ts';
import type { Page } from './page.ts';
import { toPageUrl } from './scheme-aliases.ts';

/** The half of `WebContents` that only passes something on to the page. */
export abstract class PageCommands extends guardedEmitter('WebContents') {
  /** The page of Chromium; not in Electron's API. */
  abstract readonly page: Page;
  protected abstract readonly size: { readonly width: number; readonly height: number };
  #zoomFactor = 1;
  #devToolsAreOpen = false;
  #isMuted = false;

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

  stop(): void {
    this.page.session.tell('Page.stopLoading');
  }

  downloadURL(url: string): void {
    const link = `Object.assign(document.createElement('a'), { href: ${JSON.stringify(toPageUrl(url))}, download: '' })`;
    void this.page.evaluate(`${link}.click()`);
  }

  focus(): void {
    this.page.session.tell('Page.bringToFront');
  }

  executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    return this.page.evaluate(code, userGesture);
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
    const metrics = { ...this.size, zoomFactor: this.#zoomFactor };
    void this.page.opened.then(() => this.page.resize(metrics)).catch(() => undefined);
  }

  #edit(command: string): void {
    this.page.session.tell('Input.dispatchKeyEvent', { type: 'keyDown', commands: [command] });
  }
}
