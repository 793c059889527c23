import type { Page } from 'playwright';
import type { DesktopState, ShellScreen } from '../../shared/contracts/desktop.ts';
import type { Locale } from '../../shared/errors.ts';

/** One state of one of the shell's own screens, to be photographed. */
export interface ScreenShot {
  /** The picture's name. */
  readonly name: string;
  readonly screen: ShellScreen;
  readonly size: { readonly width: number; readonly height: number };
  readonly describe: (locale: Locale) => DesktopState;
  readonly act?: (page: Page) => Promise<void>;
}

const WINDOW = { width: 1_200, height: 800 };
const NARROW = { width: 420, height: 720 };
const SETTINGS_WINDOW = { width: 720, height: 640 };

const describe =
  (change: Partial<DesktopState> = {}) =>
  (locale: Locale): DesktopState => ({
    mode: null,
    serverUrl: null,
    connection: { status: 'unset' },
    settings: {
      locale: null,
      theme: 'system',
      launchAtLogin: false,
      notifications: true,
      keepInTray: true,
      zoom: 1,
    },
    locale,
    tokenStorage: 'safe',
    update: { status: 'none' },
    dataDir: '/home/lin/.config/Creator Studio/data',
    logsDir: '/home/lin/.config/Creator Studio/logs',
    ...change,
  });

const HOSTED = { mode: 'hosted', serverUrl: 'https://studio.example.com' } as const;

/** Every screen, and its states that look different. */
export const SCREEN_SHOTS: readonly ScreenShot[] = [
  { name: 'first-run', screen: 'first-run', size: WINDOW, describe: describe() },
  { name: 'first-run-narrow', screen: 'first-run', size: NARROW, describe: describe() },
  {
    name: 'first-run-refused',
    screen: 'first-run',
    size: WINDOW,
    describe: describe(),
    act: async (page: Page): Promise<void> => {
      await page.locator('#server-url').fill('https://studio.example.com');
      await page.keyboard.press('Enter');
      await page.locator('[aria-invalid]').waitFor();
    },
  },
  {
    name: 'settings',
    screen: 'settings',
    size: SETTINGS_WINDOW,
    describe: describe({ mode: 'local', connection: { status: 'ready' } }),
  },
  {
    name: 'settings-update',
    screen: 'settings',
    size: SETTINGS_WINDOW,
    describe: describe({
      ...HOSTED,
      connection: { status: 'ready' },
      tokenStorage: 'memory',
      update: {
        status: 'ready',
        version: '1.5.0',
        notes: '• 图库打开得更快\n• 新增英文菜单\n• Fixes a rare crash when a window is closed',
        isPostponed: false,
      },
    }),
  },
  {
    name: 'crash',
    screen: 'crash',
    size: WINDOW,
    describe: describe({
      mode: 'local',
      connection: {
        status: 'failed',
        reason: 'CRASHED',
        message: {
          'zh-CN': '本机服务多次意外停止，已不再自动重启。',
          en: 'The server on this computer keeps stopping and is not started again by itself.',
        },
      },
    }),
  },
  {
    name: 'offline',
    screen: 'offline',
    size: WINDOW,
    describe: describe({ ...HOSTED, connection: { status: 'unreachable' } }),
  },
];
