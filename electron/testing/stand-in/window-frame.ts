import type { Rectangle } from 'electron';
import { guardedEmitter } from './guard.ts';
import { screen } from './screen.ts';

/** What a window may be made with as far as its frame goes. */
export interface FrameOptions extends Partial<Rectangle> {
  readonly title?: string;
  readonly show?: boolean;
  readonly backgroundColor?: string;
  readonly minWidth?: number;
  readonly minHeight?: number;
  readonly resizable?: boolean;
}

type FrameState = 'normal' | 'minimized' | 'maximized' | 'fullscreen';

/** The events that say which state a window has come into, and out of. */
const STATE_EVENTS: Readonly<Record<FrameState, readonly [into: string, outOf: string]>> = {
  normal: ['', ''],
  minimized: ['minimize', 'restore'],
  maximized: ['maximize', 'unmaximize'],
  fullscreen: ['enter-full-screen', 'leave-full-screen'],
};

/** The half of a `BrowserWindow` that would be on the screen: where it is, how large, whether it is seen. */
export class WindowFrame extends guardedEmitter('BrowserWindow') {
  #normalBounds: Rectangle;
  #state: FrameState = 'normal';
  #stateBefore: FrameState = 'normal';
  #isVisible: boolean;
  #title: string;
  #backgroundColor: string;
  #minimumSize: readonly [number, number];
  #isAlwaysOnTop = false;
  #isMenuBarVisible = true;
  #isMenuBarHiddenByItself = false;
  #isResizable: boolean;

  constructor(options: FrameOptions, defaultTitle: string) {
    super();
    this.setMaxListeners(0);
    this.#normalBounds = placeWindow(options);
    this.#isVisible = options.show !== false;
    this.#title = options.title ?? defaultTitle;
    this.#backgroundColor = options.backgroundColor ?? '#FFFFFF';
    this.#minimumSize = [options.minWidth ?? 0, options.minHeight ?? 0];
    this.#isResizable = options.resizable !== false;
  }

  getBounds(): Rectangle {
    const isLarge = this.#state === 'maximized' || this.#state === 'fullscreen';
    if (!isLarge) return { ...this.#normalBounds };
    const { bounds, workArea } = screen.getDisplayMatching(this.#normalBounds);
    return { ...(this.#state === 'maximized' ? workArea : bounds) };
  }

  getNormalBounds(): Rectangle {
    return { ...this.#normalBounds };
  }

  getContentBounds(): Rectangle {
    return this.getBounds();
  }

  setBounds(bounds: Partial<Rectangle>): void {
    const before = this.#normalBounds;
    const wanted = { ...before, ...bounds };
    const [minimumWidth, minimumHeight] = this.#minimumSize;
    this.#normalBounds = {
      ...wanted,
      width: Math.max(wanted.width, minimumWidth),
      height: Math.max(wanted.height, minimumHeight),
    };
    const after = this.#normalBounds;
    if (after.x !== before.x || after.y !== before.y) this.#emitAll('move', 'moved');
    if (after.width !== before.width || after.height !== before.height) this.#emitAll('resize', 'resized');
  }

  getSize(): [number, number] {
    const { width, height } = this.getBounds();
    return [width, height];
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getPosition(): [number, number] {
    const { x, y } = this.getBounds();
    return [x, y];
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }

  center(): void {
    const { width, height } = this.#normalBounds;
    this.setBounds(placeWindow({ width, height }));
  }

  getMinimumSize(): readonly [number, number] {
    return this.#minimumSize;
  }

  setMinimumSize(width: number, height: number): void {
    this.#minimumSize = [width, height];
  }

  isResizable(): boolean {
    return this.#isResizable;
  }

  setResizable(isResizable: boolean): void {
    this.#isResizable = isResizable;
  }

  getTitle(): string {
    return this.#title;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  get title(): string {
    return this.#title;
  }

  set title(title: string) {
    this.#title = title;
  }

  getBackgroundColor(): string {
    return this.#backgroundColor;
  }

  setBackgroundColor(color: string): void {
    this.#backgroundColor = color;
  }

  isVisible(): boolean {
    return this.#isVisible && this.#state !== 'minimized';
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    if (this.#isVisible) return;
    this.#isVisible = true;
    this.emit('show');
  }

  hide(): void {
    if (!this.#isVisible) return;
    this.#isVisible = false;
    this.blur();
    this.emit('hide');
  }

  /** A window says what focus does to it; see BrowserWindow. */
  focus(): void {}

  /** A window says what losing focus does to it; see BrowserWindow. */
  blur(): void {}

  minimize(): void {
    this.blur();
    this.#enter('minimized');
  }

  maximize(): void {
    this.showInactive();
    this.#enter('maximized');
  }

  unmaximize(): void {
    if (this.#state === 'maximized') this.#enter('normal');
  }

  setFullScreen(isFullScreen: boolean): void {
    if (isFullScreen) this.#enter('fullscreen');
    else if (this.#state === 'fullscreen') this.#enter(this.#stateBefore);
  }

  restore(): void {
    if (this.#state === 'minimized') this.#enter(this.#stateBefore);
    this.show();
  }

  isMinimized(): boolean {
    return this.#state === 'minimized';
  }

  isMaximized(): boolean {
    return this.#state === 'maximized';
  }

  isFullScreen(): boolean {
    return this.#state === 'fullscreen';
  }

  isNormal(): boolean {
    return this.#state === 'normal';
  }

  isAlwaysOnTop(): boolean {
    return this.#isAlwaysOnTop;
  }

  setAlwaysOnTop(isAlwaysOnTop: boolean): void {
    this.#isAlwaysOnTop = isAlwaysOnTop;
  }

  isMenuBarVisible(): boolean {
    return this.#isMenuBarVisible;
  }

  setMenuBarVisibility(isVisible: boolean): void {
    this.#isMenuBarVisible = isVisible;
  }

  isMenuBarAutoHide(): boolean {
    return this.#isMenuBarHiddenByItself;
  }

  setAutoHideMenuBar(isHidden: boolean): void {
    this.#isMenuBarHiddenByItself = isHidden;
  }

  /** Nobody sees the icon of a window here. */
  setIcon(_icon: unknown): void {}

  /** Nobody sees the progress of a window here. */
  setProgressBar(_progress: number): void {}

  /** Nobody sees a window flash here. */
  flashFrame(_isFlashing: boolean): void {}

  moveTop(): void {}

  #enter(state: FrameState): void {
    if (state === this.#state) return;
    const [, outOf] = STATE_EVENTS[this.#state];
    const [into] = STATE_EVENTS[state];
    this.#stateBefore = this.#state;
    this.#state = state;
    if (outOf !== '') this.emit(outOf);
    if (into !== '') this.emit(into);
    if (state !== 'minimized') this.#emitAll('resize', 'resized');
  }

  #emitAll(...names: readonly string[]): void {
    for (const name of names) this.emit(name);
  }
}

function placeWindow({ x, y, width = 800, height = 600 }: Partial<Rectangle>): Rectangle {
  const { workArea } = screen.getPrimaryDisplay();
  return {
    x: x ?? Math.round(workArea.x + (workArea.width - width) / 2),
    y: y ?? Math.round(workArea.y + (workArea.height - height) / 2),
    width,
    height,
  };
}
