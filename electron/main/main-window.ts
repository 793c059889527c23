import type { BrowserWindow } from 'electron';

/** The window of the app. There is one; on macOS it may be closed while the app runs on. */
export interface MainWindow {
  /** Null while there is none. */
  find(): BrowserWindow | null;
  /** Brings it to the front, and makes one when there is none. */
  show(): void;
  /** Brings it to the front and goes to an address of the app (path and query). Others are ignored. */
  goTo(address: string): void;
}
