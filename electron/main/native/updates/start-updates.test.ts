import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DesktopCall, UpdateState } from '../../../../shared/contracts/desktop.ts';
import { openSettingsStore } from '../../settings-store.ts';
import type { Shell, ShellPart } from '../../shell.ts';
import { startUpdates } from './start-updates.ts';
import type { Updater } from './updater.ts';

const shown = vi.hoisted(() => ({ notifications: [] as string[], errors: [] as string[] }));
vi.mock('electron', () => ({
  app: { getVersion: () => '1.2.3', isPackaged: true },
  dialog: { showErrorBox: (title: string) => shown.errors.push(title) },
  Notification: class {
    static isSupported = () => true;
    readonly #title: string;
    constructor({ title }: { title: string }) {
      this.#title = title;
    }
    on = () => undefined;
    show = () => shown.notifications.push(this.#title);
  },
}));

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let folder: string;
let events: string[];
let states: UpdateState[];
const parts: ShellPart[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'studio-updates-'));
  mkdirSync(path.join(folder, 'data'));
  writeFileSync(path.join(folder, 'data', 'studio.db'), 'database');
  [events, states, shown.notifications, shown.errors] = [[], [], [], []];
});
afterEach(async () => {
  for (const part of parts.splice(0)) await part.stop();
  rmSync(folder, { recursive: true, force: true });
});

const listBackups = (): string[] => {
  const backups = path.join(folder, 'data', 'backups');
  return readdirSync(path.dirname(backups)).includes('backups') ? readdirSync(backups) : [];
};

/** One start of an app whose updater offers `version`; promises how to call it as its pages do. */
function startApp(version: string): (channel: DesktopCall) => Promise<unknown> {
  const calls = new Map<string, () => unknown>();
  const shell = {
    log,
    settings: openSettingsStore(folder, log),
    connection: {
      stop: async () => void events.push('stop the server'),
      retry: async () => void events.push('start the server'),
    },
    getLocale: () => 'en',
    getState: () => ({ dataDir: path.join(folder, 'data') }),
    setUpdate: (state: UpdateState) => void states.push(state),
    handle: (channel: string, handler: () => unknown) => void calls.set(channel, handler),
    openSettings: () => undefined,
  } as unknown as Shell;
  const updater: Updater = {
    feedUrl: 'https://updates.studio.example/app',
    check: async () => ({ version, urls: ['a.zip'], notes: '<b>Calmer</b>' }),
    download: async () => void events.push('download'),
    install: () => void events.push(`install with ${String(listBackups().length)} backup`),
  };
  parts.push(startUpdates(shell, async () => updater));
  return async (channel) => await calls.get(channel)?.();
}

it('tells of a version once, and never again after "later", until there is a newer one', async () => {
  const first = startApp('1.3.0');
  await first('desktop:check-for-updates');
  expect(shown.notifications).toEqual(['Version 1.3.0 is ready']);
  await first('desktop:postpone-update');
  await first('desktop:check-for-updates');
  expect(states.at(-1)).toEqual({ status: 'ready', version: '1.3.0', notes: 'Calmer', isPostponed: true });

  const second = startApp('1.3.0');
  expect(await second('desktop:check-for-updates')).toMatchObject({ isPostponed: true });
  const third = startApp('1.4.0');
  expect(await third('desktop:check-for-updates')).toMatchObject({ version: '1.4.0', isPostponed: false });
  expect(shown.notifications).toEqual(['Version 1.3.0 is ready', 'Version 1.4.0 is ready']);
});

it('copies the database while nobody writes to it, and installs only then', async () => {
  const call = startApp('1.3.0');
  await call('desktop:install-update');
  expect(events).toEqual([]);
  await call('desktop:check-for-updates');
  await call('desktop:install-update');
  expect(events).toEqual(['download', 'stop the server', 'install with 1 backup']);
  expect(listBackups()).toEqual([expect.stringMatching(/^studio-1\.2\.3-\d{4}-\d\d-\d\d\.db$/)]);
});

it('goes on with the app, and says so, when there is no room for the copy', async () => {
  writeFileSync(path.join(folder, 'data', 'backups'), 'in the way');
  const call = startApp('1.3.0');
  await call('desktop:check-for-updates');
  await call('desktop:install-update');
  expect(events).toEqual(['download', 'stop the server', 'start the server']);
  expect(shown.errors).toEqual(['The update was not installed']);
});
