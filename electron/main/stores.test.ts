import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLogFile, type Log } from './log-file.ts';
import { openSessionStore, type Safe } from './session-store.ts';
import { openSettingsStore } from './settings-store.ts';

const TOKEN = 'Zm9ydHktdGhyZWUtY2hhcmFjdGVycy1vZi1iYXNlNjQ';
const FIRST_DAY = {
  mode: null,
  serverUrl: null,
  locale: null,
  theme: 'system',
  launchAtLogin: false,
  notifications: true,
  keepInTray: false,
  zoom: 1,
  window: null,
  postponedUpdate: null,
};

let folder: string;
let log: Log;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'studio-stores-'));
  log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the settings', () => {
  const file = (): string => path.join(folder, 'settings.json');

  it('are as on the first day until something is set, and then last', () => {
    const settings = openSettingsStore(folder, log);
    expect(settings.get()).toEqual(FIRST_DAY);
    expect(existsSync(file())).toBe(false);
    const seen = vi.fn();
    const stop = settings.onChange(seen);
    const bounds = { x: -10, y: 0, width: 900, height: 700, isMaximized: true };
    settings.set({ mode: 'hosted', serverUrl: 'https://studio.example', window: bounds });
    settings.set({ mode: 'hosted', theme: undefined });
    expect(seen).toHaveBeenCalledOnce();
    stop();
    settings.set({ theme: 'dark' });
    expect(seen).toHaveBeenCalledOnce();
    expect(openSettingsStore(folder, log).get()).toEqual({
      ...FIRST_DAY,
      mode: 'hosted',
      serverUrl: 'https://studio.example',
      window: bounds,
      theme: 'dark',
    });
    expect(log.warn).not.toHaveBeenCalled();
  });

  it.each(['', 'null', '[]', '"text"', '{', '7', '{"__proto__":{"theme":"dark"}}', '\0\0\0'])(
    'are as on the first day when the file makes no sense: %j',
    (content) => {
      writeFileSync(file(), content);
      expect(openSettingsStore(folder, log).get()).toEqual(FIRST_DAY);
    },
  );

  it('fall back one by one, and hold no server that could not be chosen', () => {
    const hostile = {
      mode: 'remote',
      serverUrl: 'http://studio.example',
      locale: '../en',
      theme: 'dark',
      launchAtLogin: 'yes',
      zoom: 1e9,
      window: { x: 0, y: 0, width: -5, height: 'tall', isMaximized: false },
      unknown: 1,
    };
    writeFileSync(file(), JSON.stringify(hostile));
    expect(openSettingsStore(folder, log).get()).toEqual({ ...FIRST_DAY, theme: 'dark' });
  });

  it('hold until the end when the disk takes nothing', () => {
    const settings = openSettingsStore(path.join(folder, 'settings.json', 'below'), log);
    writeFileSync(file(), 'in the way');
    settings.set({ theme: 'light' });
    expect(settings.get().theme).toBe('light');
    expect(log.error).toHaveBeenCalledOnce();
  });
});

describe.skipIf(process.platform === 'win32')('what is kept on disk', () => {
  const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

  it('is for this user alone, whatever the system would give everybody', () => {
    const umask = process.umask(0);
    try {
      const below = path.join(folder, 'profile');
      openSettingsStore(below, log).set({ theme: 'dark' });
      openLogFile(path.join(below, 'logs')).info('a line');
      expect([below, path.join(below, 'logs')].map(modeOf)).toEqual(['700', '700']);
      expect([path.join(below, 'settings.json'), path.join(below, 'logs', 'main.log')].map(modeOf)).toEqual([
        '600',
        '600',
      ]);
    } finally {
      process.umask(umask);
    }
  });

  it('is written through no link and into no file that was left there for everybody', () => {
    const other = path.join(folder, 'other.txt');
    writeFileSync(other, 'mine');
    symlinkSync(other, path.join(folder, 'settings.json'));
    symlinkSync(other, path.join(folder, 'settings.json.new'));
    openSettingsStore(folder, log).set({ theme: 'dark' });
    expect(readFileSync(other, 'utf8')).toBe('mine');
    expect(lstatSync(path.join(folder, 'settings.json')).isSymbolicLink()).toBe(false);
    writeFileSync(path.join(folder, 'settings.json.new'), '', { mode: 0o666 });
    openSettingsStore(folder, log).set({ theme: 'light' });
    expect(modeOf(path.join(folder, 'settings.json'))).toBe('600');
  });
});

describe('sign-ins', () => {
  const file = (): string => path.join(folder, 'sessions.bin');
  const flip = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
  const safe = (backend: string, isAvailable = true): Safe => ({
    isEncryptionAvailable: () => isAvailable,
    getSelectedStorageBackend: () => backend,
    encryptString: (text) => flip(Buffer.from(text)),
    decryptString: (bytes) => flip(bytes).toString(),
  });
  const open = (of: Safe, platform: NodeJS.Platform = 'linux') =>
    openSessionStore({ folder, safe: of, platform, log });

  it('last, encrypted, one for each server, until they are forgotten', () => {
    const first = open(safe('gnome_libsecret'));
    first.keep('local', TOKEN);
    first.keep('https://studio.example', `${TOKEN}2`);
    expect(readFileSync(file(), 'latin1')).not.toContain(TOKEN);
    const second = open(safe('gnome_libsecret'));
    expect([second.storage, second.find('local'), second.find('https://studio.example')]).toEqual([
      'safe',
      TOKEN,
      `${TOKEN}2`,
    ]);
    expect(second.find('https://other.example')).toBeNull();
    second.forget('local');
    expect(open(safe('gnome_libsecret')).find('local')).toBeNull();
    second.forget('https://studio.example');
    expect(existsSync(file())).toBe(false);
  });

  it.each([
    ['the backend is basic_text', safe('basic_text'), 'linux'],
    ['the backend is not known', safe('unknown'), 'linux'],
    ['there is no encryption', safe('', false), 'win32'],
  ] as const)('stay in memory when %s, and what was on disk goes', (_title, of, platform) => {
    open(safe('kwallet6')).keep('local', TOKEN);
    const store = open(of, platform);
    expect(store.storage).toBe('memory');
    expect(existsSync(file())).toBe(false);
    store.keep('local', TOKEN);
    expect(store.find('local')).toBe(TOKEN);
    expect(existsSync(file())).toBe(false);
    expect(open(of, platform).find('local')).toBeNull();
  });

  it('are not asked for a backend where there is but one', () => {
    expect(open(safe('basic_text'), 'darwin').storage).toBe('safe');
  });

  it('are gone when the file cannot be read, and the next ones are kept', () => {
    writeFileSync(file(), 'damaged');
    const store = open(safe('gnome_libsecret'));
    expect(store.find('local')).toBeNull();
    store.keep('local', TOKEN);
    expect(open(safe('gnome_libsecret')).find('local')).toBe(TOKEN);
  });
});

describe('the log', () => {
  it('holds no token, secret or cookie, however they are written', () => {
    const written = openLogFile(path.join(folder, 'logs'));
    written.info(`Authorization: Bearer ${TOKEN}`);
    written.warn(`set-cookie: studio_session=short; x-studio-secret: abc`, new Error(`with ${TOKEN} in it`));
    written.error('{"secret":"' + TOKEN + '"}');
    written.info('Bearer short');
    const text = readFileSync(path.join(folder, 'logs', 'main.log'), 'utf8');
    expect(text).not.toMatch(/Zm9yd|short|abc/);
    expect(text.match(/^\d{4}-\d\d-\d\dT\S+ (info|warn|error) /gm)).toHaveLength(4);
  });

  it('has one entry for each thing that is noted, whatever stands in it', () => {
    const written = openLogFile(folder);
    written.warn(
      'one\n2026-11-22T00:00:00.000Z error forged\r\n\u001b[2Jcleared\u009b\u2028next\u202eturned',
    );
    written.info('x'.repeat(1_000_000));
    const text = readFileSync(path.join(folder, 'main.log'), 'utf8');
    expect(text.match(/^\S/gm)).toHaveLength(2);
    expect(text).toMatch(/\n {4}2026-11-22T00:00:00\.000Z error forged\n/);
    expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\u2028/u);
    expect(text.length).toBeLessThan(30_000);
  });

  it('puts a long file aside, and does without a folder it cannot write to', () => {
    const written = openLogFile(folder);
    writeFileSync(path.join(folder, 'main.log'), 'x'.repeat(2_000_001));
    written.info('new');
    expect(readFileSync(path.join(folder, 'main.log'), 'utf8')).toMatch(/new\n$/);
    expect(existsSync(path.join(folder, 'main.old.log'))).toBe(true);
    const closed = path.join(folder, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    openLogFile(path.join(folder, 'main.log', 'below')).error('nowhere');
  });
});
