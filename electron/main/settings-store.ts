import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { DESKTOP_MODES, DESKTOP_THEMES } from '../../shared/contracts/desktop.ts';
import { LOCALES } from '../../shared/errors.ts';
import type { Log } from './log-file.ts';
import { readServerUrl } from './read-server-url.ts';

const boundsSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1).max(100_000),
  height: z.int().min(1).max(100_000),
  isMaximized: z.boolean(),
});

const serverUrlSchema = z.string().refine((url) => {
  const read = readServerUrl(url);
  return read.ok && read.origin === url;
});

/** Each setting falls back by itself: one that cannot be read costs no other. */
const settingsSchema = z.object({
  mode: z.enum(DESKTOP_MODES).nullable().catch(null),
  /** An origin; kept while another mode is used. */
  serverUrl: serverUrlSchema.nullable().catch(null),
  /** Null follows the system. */
  locale: z.enum(LOCALES).nullable().catch(null),
  theme: z.enum(DESKTOP_THEMES).catch('system'),
  launchAtLogin: z.boolean().catch(false),
  notifications: z.boolean().catch(true),
  keepInTray: z.boolean().catch(false),
  zoom: z.number().min(0.5).max(3).catch(1),
  window: boundsSchema.nullable().catch(null),
  /** The version whose update the user has put off; the next one asks again. */
  postponedUpdate: z.string().max(64).nullable().catch(null),
});

/** What the shell remembers from one start to the next. */
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

/** The settings of this installation. */
export interface SettingsStore {
  get(): Settings;
  /** Keeps the change on disk before it returns; a disk that takes nothing is noted and the change holds until the end. */
  set(change: { readonly [K in keyof Settings]?: Settings[K] | undefined }): void;
  /** Calls back after every change that changed something; returns how to stop. */
  onChange(listener: (settings: Settings, before: Settings) => void): () => void;
}

/** The settings kept in `settings.json` of the folder; what is not there or makes no sense is as on the first day. */
export function openSettingsStore(folder: string, log: Log): SettingsStore {
  const file = path.join(folder, 'settings.json');
  const listeners = new Set<(settings: Settings, before: Settings) => void>();
  let current = readSettings(file, log);
  return {
    get: () => current,
    set: (change) => {
      const before = current;
      const next = settingsSchema.parse({ ...current, ...dropUndefined(change) });
      if (JSON.stringify(next) === JSON.stringify(before)) return;
      current = next;
      try {
        writeAtOnce(file, `${JSON.stringify(next, null, 2)}\n`);
      } catch (error) {
        log.error('the settings could not be kept', error);
      }
      for (const listener of [...listeners]) listener(next, before);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Puts `content` where `file` is, all of it or nothing, also when the machine stops meanwhile; only this user may read it. */
export function writeAtOnce(file: string, content: string | Buffer): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.new`;
  // What an earlier try has left there may have another mode, or be a link to elsewhere.
  rmSync(fresh, { force: true });
  writeFileSync(fresh, content, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(fresh, file);
}

function dropUndefined(change: object): object {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

function readSettings(file: string, log: Log): Settings {
  let content: unknown = {};
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log.warn('the settings could not be read', error);
  }
  const parsed = settingsSchema.safeParse(content);
  return parsed.success ? parsed.data : settingsSchema.parse({});
}
