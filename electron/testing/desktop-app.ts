import type * as Electron from 'electron';
import type { Page } from 'playwright';
import type { OsCall } from './observe-os-calls.ts';

/** What a function that runs in main is given first: Electron's main-process modules. */
export type ElectronMain = typeof Electron;

/** A dialog that a test can answer before the app shows it. */
export type DialogName =
  'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showMessageBoxSync' | 'showErrorBox';

/** How a desktop app is started. */
export interface LaunchOptions {
  /** The folder with the app's package.json. */
  readonly appDir: string;
  readonly args?: readonly string[];
  /** Added to the environment of the test process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Kept by whoever gives it, for a next start; without one there is a folder of its own that goes with the app. */
  readonly userData?: string;
  /** Which Electron; the real one where its program is installed, when left out. */
  readonly driver?: DriverName;
  /** What the machine has to keep keys in: `none` makes `safeStorage` say `basic_text` on Linux. */
  readonly keychain?: 'system' | 'none';
}

/** The real Electron, or the project's own stand-in for it. */
export type DriverName = 'electron' | 'stand-in';

/** One tray icon, as the user sees it. */
export interface TrayView {
  readonly tooltip: string;
  readonly title: string;
  readonly items: readonly { readonly id: string; readonly label: string; readonly enabled: boolean }[];
}

/** A running desktop app. Everything here works alike with both drivers. */
export interface DesktopApp {
  readonly driver: DriverName;
  readonly userData: string;
  /** The first window's page, as soon as there is one. Rejects with what the app has printed when it ends before. */
  firstWindow(): Promise<Page>;
  /** The pages of the windows there are, oldest first. */
  windows(): Page[];
  /** A page that has not been there before this call, as soon as there is one. */
  nextWindow(): Promise<Page>;
  /** The address of a page as main knows it: `app://…`, also where Chromium has another for it. */
  addressOf(page: Page): string;
  /** Runs a function in main and promises what it returns; both must be plain data. It sees nothing of the test. */
  evaluate<R>(run: (electron: ElectronMain) => R | Promise<R>): Promise<R>;
  evaluate<R, A>(run: (electron: ElectronMain, argument: A) => R | Promise<R>, argument: A): Promise<R>;
  /** What the app has asked the operating system for, oldest first; only calls of that name if one is given. */
  osCalls(name?: string): Promise<OsCall[]>;
  /** What the next dialog of that kind is answered with; dialogs nobody has answered are dismissed. */
  answerDialog(name: DialogName, answer: unknown): Promise<void>;
  trays(): Promise<TrayView[]>;
  /** Clicks the tray icon itself. */
  clickTray(): Promise<void>;
  clickTrayItem(id: string): Promise<void>;
  /** Clicks the notification that was shown last under that title. */
  clickNotification(title: string): Promise<void>;
  clickMenuItem(id: string): Promise<void>;
  /** Labels of the context menu that was shown last; empty when none was. */
  contextMenuLabels(): Promise<string[]>;
  /** Presses a shortcut of the application's menu; rejects when no item has it. */
  pressAccelerator(accelerator: string): Promise<void>;
  /** Starts the same app again, as a user would by its icon or by a link, and promises its exit code. */
  startAgain(args?: readonly string[]): Promise<number | null>;
  /** What the app has printed so far. */
  output(): string;
  /** Its exit code, once it has ended; null when it was killed. */
  waitForExit(): Promise<number | null>;
  /** Ends it without warning. */
  kill(): Promise<void>;
  /** Quits it as a user would, and kills it when that takes too long. A second call does nothing more. */
  close(): Promise<void>;
}
