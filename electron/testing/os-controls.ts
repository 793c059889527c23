import type { DesktopApp, DialogName, ElectronMain, TrayView } from './desktop-app.ts';
import type { OsCall, OsObservations } from './observe-os-calls.ts';

type Evaluate = DesktopApp['evaluate'];

/** What a user or the operating system does to the app, done from within main; the same for both drivers. */
export type OsControls = Pick<
  DesktopApp,
  | 'osCalls'
  | 'answerDialog'
  | 'trays'
  | 'clickTray'
  | 'clickTrayItem'
  | 'clickNotification'
  | 'clickMenuItem'
  | 'contextMenuLabels'
  | 'pressAccelerator'
>;

// The functions given to `evaluate` are sent to main as text: each finds the observations by itself.

/** Makes the controls of an app whose main has been given `observeOsCalls`. */
export function createOsControls(evaluate: Evaluate): OsControls {
  return {
    osCalls: async (name) => {
      const calls = await evaluate(readCalls);
      return calls.filter((call) => name === undefined || call.name === name);
    },
    answerDialog: (name, answer) => evaluate(queueAnswer, { name, answer }),
    trays: () => evaluate(readTrays),
    clickTray: () => evaluate(clickTray),
    clickTrayItem: (id) => evaluate(clickTrayItem, id),
    clickNotification: (title) => evaluate(clickNotification, title),
    clickMenuItem: (id) => evaluate(clickMenuItem, id),
    contextMenuLabels: () => evaluate(readContextMenu),
    pressAccelerator: (accelerator) => evaluate(pressAccelerator, accelerator),
  };
}

type Observed = Record<symbol, OsObservations>;

/** As much of a menu as is needed to choose from it. `null` is what Electron says of an item without keys. */
interface MenuOfItems {
  readonly items: readonly ItemWithKeys[];
}
interface ItemWithKeys {
  readonly enabled: boolean;
  readonly accelerator?: string | null | undefined;
  readonly submenu?: MenuOfItems | null | undefined;
  readonly click: unknown;
  getDefaultRoleAccelerator?(): string | undefined;
}

function readCalls(): OsCall[] {
  return (globalThis as unknown as Observed)[Symbol.for('desktop-os-calls')]!.calls;
}

function queueAnswer(_electron: ElectronMain, { name, answer }: { name: DialogName; answer: unknown }): void {
  const { answers } = (globalThis as unknown as Observed)[Symbol.for('desktop-os-calls')]!;
  (answers[name] ??= []).push(answer);
}

function readTrays(): TrayView[] {
  const { trays } = (globalThis as unknown as Observed)[Symbol.for('desktop-os-calls')]!;
  return trays.map(({ tooltip, title, menu }) => ({
    tooltip,
    title,
    items: (menu?.items ?? [])
      .filter((item) => item.visible && item.type !== 'separator')
      .map((item) => ({
        // Electron leaves it out, whatever its types say.
        id: (item.id as string | undefined) ?? '',
        label: item.label,
        enabled: item.enabled,
      })),
  }));
}

function clickTray(): void {
  const { trays } = (globalThis as unknown as Observed)[Symbol.for('desktop-os-calls')]!;
  const [first] = trays;
  if (first === undefined) throw new Error('there is no tray icon');
  (first.tray as unknown as NodeJS.EventEmitter).emit('click', {});
}

function clickTrayItem(_electron: ElectronMain, id: string): void {
  const { trays } = (globalThis as unknown as Observed)[Symbol.for('desktop-os-calls')]!;
  const item = trays.map(({ menu }) => menu?.getMenuItemById(id)).find((found) => found);
  if (!item) throw new Error(`the tray has no item ${id}`);
  if (!item.enabled) throw new Error(`the tray's item ${id} is disabled`);
  (item.click as () => void)();
}

function clickNotification(_electron: ElectronMain, title: string): void {
  const { notifications } = (globalThis as unknown as Observed)[Symbol.for('desktop-os-calls')]!;
  const found = notifications.findLast((notification) => notification.title === title);
  if (found === undefined) throw new Error(`there was no notification ${title}`);
  (found as unknown as NodeJS.EventEmitter).emit('click', {});
}

function clickMenuItem({ BrowserWindow, Menu }: ElectronMain, id: string): void {
  const item = Menu.getApplicationMenu()?.getMenuItemById(id);
  if (!item) throw new Error(`the menu has no item ${id}`);
  if (!item.enabled) throw new Error(`the menu's item ${id} is disabled`);
  const window = BrowserWindow.getFocusedWindow();
  (item.click as (...args: unknown[]) => void)({}, window ?? undefined, window?.webContents);
}

function readContextMenu(): string[] {
  const { popup } = (globalThis as unknown as Observed)[Symbol.for('desktop-os-calls')]!;
  return (popup?.items ?? []).filter((item) => item.visible && item.label !== '').map((item) => item.label);
}

function pressAccelerator({ BrowserWindow, Menu }: ElectronMain, accelerator: string): void {
  const normalize = (keys: string): string =>
    keys
      .toLowerCase()
      .replace('commandorcontrol', 'cmdorctrl')
      .replace('cmdorctrl', process.platform === 'darwin' ? 'command' : 'ctrl')
      .split('+')
      .map((key) => ({ control: 'ctrl', cmd: 'command', option: 'alt' })[key] ?? key)
      .sort()
      .join('+');
  const listItems = (menu: MenuOfItems | null | undefined): ItemWithKeys[] =>
    (menu?.items ?? []).flatMap((one) => [one, ...listItems(one.submenu)]);
  const item = listItems(Menu.getApplicationMenu() as MenuOfItems | null).find((one) => {
    const keys = one.accelerator ?? one.getDefaultRoleAccelerator?.();
    return one.enabled && typeof keys === 'string' && normalize(keys) === normalize(accelerator);
  });
  if (item === undefined) throw new Error(`no item of the menu is chosen by ${accelerator}`);
  const window = BrowserWindow.getFocusedWindow();
  (item.click as (...args: unknown[]) => void)({}, window ?? undefined, window?.webContents);
}
