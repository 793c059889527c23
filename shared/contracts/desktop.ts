import { z } from 'zod';
import { LOCALES, type Locale } from '../errors.ts';
import type { EmbeddedFailure } from './embedded-server.ts';

/** The scheme and host that every page of the desktop app is served under. */
export const APP_ORIGIN = 'app://studio';

/** The scheme of links that open the desktop app from outside. */
export const DEEP_LINK_SCHEME = 'creatorstudio';

/** The shell's own pages; each is at {@link screenPath}. */
export const SHELL_SCREENS = ['first-run', 'settings', 'crash', 'offline'] as const;
export type ShellScreen = (typeof SHELL_SCREENS)[number];

/** Where the shell's own pages and what they load are. */
export const SHELL_PREFIX = '/_shell/';

/** The address of one of the shell's own pages. */
export function screenPath(screen: ShellScreen): string {
  return `${SHELL_PREFIX}${screen}`;
}

/** Where credits and works live: in a database on this computer, or with a hosted service. */
export const DESKTOP_MODES = ['local', 'hosted'] as const;
export type DesktopMode = (typeof DESKTOP_MODES)[number];

/** How the app is drawn; `system` follows the system. */
export const DESKTOP_THEMES = ['system', 'light', 'dark'] as const;
export type DesktopTheme = (typeof DESKTOP_THEMES)[number];

/** What pages may change of the settings. */
export const settingsChangeSchema = z
  .strictObject({
    /** Null follows the system. */
    locale: z.enum(LOCALES).nullable(),
    theme: z.enum(DESKTOP_THEMES),
    launchAtLogin: z.boolean(),
    /** Says so when a payment is credited or a work is done while nobody looks at the app. */
    notifications: z.boolean(),
    /** The app goes on in the tray when its window is closed; on macOS apps always do. */
    keepInTray: z.boolean(),
    /** The size of everything on the page. */
    zoom: z.number().min(0.5).max(3),
  })
  .partial();
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

/** Settings as pages see them. */
export interface DesktopSettings {
  readonly locale: Locale | null;
  readonly theme: DesktopTheme;
  readonly launchAtLogin: boolean;
  readonly notifications: boolean;
  readonly keepInTray: boolean;
  readonly zoom: number;
}

/** The first-run choice, made again in the settings. */
export const connectionChoiceSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('local') }),
  z.strictObject({ mode: z.literal('hosted'), serverUrl: z.string().min(1).max(2_048) }),
]);
export type ConnectionChoice = z.infer<typeof connectionChoiceSchema>;

/** Why a server cannot be used. */
export const CONNECTION_REFUSALS = [
  /** Not an address at all. */
  'INVALID_URL',
  /** Plain http is for servers on this computer only. */
  'NOT_HTTPS',
  'UNREACHABLE',
  /** It sends whoever asks to another address, which may be anybody's: it is for the user to enter that one. */
  'LEADS_ELSEWHERE',
  /** Something else answers there. */
  'NOT_A_STUDIO',
] as const;
export type ConnectionRefusal = (typeof CONNECTION_REFUSALS)[number];

/** What became of a choice. */
export type ConnectionResult =
  { readonly ok: true } | { readonly ok: false; readonly reason: ConnectionRefusal };

/** How the configured server is doing, as far as the shell can tell. */
export type ConnectionState =
  /** Nothing has been chosen yet. */
  | { readonly status: 'unset' }
  | { readonly status: 'starting'; readonly attempt: number }
  | { readonly status: 'ready' }
  /** The embedded server does not run and is not going to by itself. `CRASHED`: it kept ending. */
  | {
      readonly status: 'failed';
      readonly reason: EmbeddedFailure | 'CRASHED';
      readonly message: Readonly<Record<Locale, string>>;
    }
  /** The hosted server did not answer; the shell keeps asking. */
  | { readonly status: 'unreachable' };

/** What is known of a newer version. */
export type UpdateState =
  | { readonly status: 'none' | 'checking' | 'failed' | 'unsupported' }
  | { readonly status: 'downloading'; readonly version: string; readonly percent: number }
  | {
      readonly status: 'ready';
      readonly version: string;
      /** Plain text; null when the release has none. */
      readonly notes: string | null;
      readonly isPostponed: boolean;
    };

/** Everything about the shell that its pages show. */
export interface DesktopState {
  readonly mode: DesktopMode | null;
  /** The hosted server's origin, also while another mode is used; null when none was ever given. */
  readonly serverUrl: string | null;
  readonly connection: ConnectionState;
  readonly settings: DesktopSettings;
  /** The language in use, chosen or the system's. */
  readonly locale: Locale;
  /** `memory`: this machine has no safe place for the sign-in, so it is gone when the app ends. */
  readonly tokenStorage: 'safe' | 'memory';
  readonly update: UpdateState;
  readonly dataDir: string;
  readonly logsDir: string;
}

/** A file of the server's that the user wants to have. */
const outputSchema = z.strictObject({
  /** `/files/…` as the page shows it. */
  url: z
    .string()
    .max(2_048)
    .regex(/^\/files\/[\w\-./?=&%~]+$/)
    // Nothing that a URL parser reads as a way up.
    .refine((url) => !/(^|\/)(\.|%2e){1,2}(\/|\?|$)/i.test(url)),
  /** What the file is to be called; the shell cleans it. */
  name: z.string().min(1).max(200),
});
export type OutputFile = z.infer<typeof outputSchema>;

/**
 * The one list of what pages may ask of the shell, with who may ask and what an input must be. `screens` are the
 * shell's own pages; the app's pages may ask for the rest as well.
 */
export const DESKTOP_CALLS = {
  'desktop:get-state': { from: 'all', input: z.tuple([]) },
  'desktop:set-settings': { from: 'all', input: z.tuple([settingsChangeSchema]) },
  'desktop:choose-connection': { from: 'screens', input: z.tuple([connectionChoiceSchema]) },
  'desktop:retry-connection': { from: 'all', input: z.tuple([]) },
  'desktop:save-file': { from: 'all', input: z.tuple([outputSchema]) },
  'desktop:copy-image': { from: 'all', input: z.tuple([outputSchema]) },
  'desktop:drag-file': { from: 'all', input: z.tuple([outputSchema]) },
  'desktop:open-settings': { from: 'all', input: z.tuple([]) },
  'desktop:show-logs': { from: 'all', input: z.tuple([]) },
  'desktop:show-data': { from: 'screens', input: z.tuple([]) },
  'desktop:check-for-updates': { from: 'screens', input: z.tuple([]) },
  'desktop:install-update': { from: 'all', input: z.tuple([]) },
  'desktop:postpone-update': { from: 'all', input: z.tuple([]) },
} as const satisfies Record<string, { readonly from: 'all' | 'screens'; readonly input: z.ZodType }>;

/** A channel that pages may call. */
export type DesktopCall = keyof typeof DESKTOP_CALLS;

/** What a call is given. */
export type DesktopInput<C extends DesktopCall> = z.infer<(typeof DESKTOP_CALLS)[C]['input']>;

/** What each call is answered with. */
export interface DesktopAnswers {
  'desktop:get-state': DesktopState;
  'desktop:set-settings': DesktopState;
  'desktop:choose-connection': ConnectionResult;
  'desktop:retry-connection': null;
  'desktop:save-file': 'saved' | 'canceled' | 'failed';
  'desktop:copy-image': boolean;
  'desktop:drag-file': boolean;
  'desktop:open-settings': null;
  'desktop:show-logs': null;
  'desktop:show-data': null;
  'desktop:check-for-updates': UpdateState;
  'desktop:install-update': null;
  'desktop:postpone-update': null;
}

/** What the shell tells its pages, by channel. */
export interface DesktopEvents {
  'desktop:state': DesktopState;
  /** An address of the app, path and query, that the user has asked for from outside the page. */
  'desktop:navigate': string;
}

/** `window.studio`: all that a page of the desktop app can do beyond a page of the web. */
export interface StudioBridge {
  readonly platform: 'darwin' | 'win32' | 'linux';
  readonly versions: { readonly app: string; readonly electron: string; readonly chrome: string };
  readonly state: {
    get(): Promise<DesktopState>;
    /** Calls back after every change; returns how to stop. */
    onChange(listener: (state: DesktopState) => void): () => void;
  };
  readonly settings: { set(change: SettingsChange): Promise<DesktopState> };
  readonly connection: {
    /** Only for the shell's own pages. */
    choose(choice: ConnectionChoice): Promise<ConnectionResult>;
    /** Starts the embedded server again, or asks for the hosted one at once. */
    retry(): Promise<null>;
  };
  readonly files: {
    save(file: OutputFile): Promise<'saved' | 'canceled' | 'failed'>;
    copyImage(file: OutputFile): Promise<boolean>;
    /** Call it from `dragstart`, whose default is prevented. */
    drag(file: OutputFile): Promise<boolean>;
  };
  readonly updates: {
    check(): Promise<UpdateState>;
    install(): Promise<null>;
    postpone(): Promise<null>;
  };
  /** Calls back with an address of the app to go to; returns how to stop. */
  onNavigate(listener: (address: string) => void): () => void;
  openSettings(): Promise<null>;
  showLogs(): Promise<null>;
  showData(): Promise<null>;
}
