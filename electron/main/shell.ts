import type { WebContents } from 'electron';
import type {
  DesktopAnswers,
  DesktopCall,
  DesktopInput,
  DesktopState,
  UpdateState,
} from '../../shared/contracts/desktop.ts';
import type { Locale } from '../../shared/errors.ts';
import type { Connection } from './connection.ts';
import type { DistPaths } from './dist-paths.ts';
import type { Log } from './log-file.ts';
import type { MainWindow } from './main-window.ts';
import type { SettingsStore } from './settings-store.ts';

/** Answers one call of a page; sender and input have been checked. */
export type CallHandler<C extends DesktopCall> = (
  input: DesktopInput<C>,
  sender: WebContents,
) => DesktopAnswers[C] | Promise<DesktopAnswers[C]>;

/** What the parts of the shell share: everything a menu, a tray or a notification needs and nothing of how it is done. */
export interface Shell {
  readonly log: Log;
  readonly paths: DistPaths;
  readonly settings: SettingsStore;
  /** The configured server; `fetch` asks it as the signed-in user. */
  readonly connection: Connection;
  readonly window: MainWindow;
  /** The language in use, chosen or the system's. */
  readonly getLocale: () => Locale;
  readonly getState: () => DesktopState;
  /** Calls back after every change of the state, also of language and theme; returns how to stop. */
  readonly onState: (listener: (state: DesktopState) => void) => () => void;
  readonly setUpdate: (update: UpdateState) => void;
  /** Answers a channel of the one list; each has one handler. */
  readonly handle: <C extends DesktopCall>(channel: C, handler: CallHandler<C>) => void;
  /** Shows the settings in a window of their own. */
  readonly openSettings: () => void;
  readonly showLogs: () => void;
  readonly showData: () => void;
  /** Ends the app: windows close, the server drains. */
  readonly quit: () => void;
}

/** A part of the shell that has something to put away when the app ends. */
export interface ShellPart {
  stop(): void | Promise<void>;
}
