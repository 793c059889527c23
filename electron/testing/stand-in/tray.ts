import { guardedEmitter } from './guard.ts';
import type { Menu } from './menu.ts';
import type { NativeImage } from './native-image.ts';

/** Electron's `Tray`. It is shown nowhere. */
export class Tray extends guardedEmitter('Tray') {
  #title = '';
  #isDestroyed = false;

  constructor(image: NativeImage | string) {
    super();
    this.setImage(image);
  }

  setImage(_image: NativeImage | string): void {}

  setPressedImage(_image: NativeImage | string): void {}

  setToolTip(_text: string): void {}

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setContextMenu(_menu: Menu | null): void {}

  popUpContextMenu(_menu?: Menu): void {}

  closeContextMenu(): void {}

  setIgnoreDoubleClickEvents(_areIgnored: boolean): void {}

  getBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 0, y: 0, width: 0, height: 0 };
  }

  destroy(): void {
    this.#isDestroyed = true;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
}
