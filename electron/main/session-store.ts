import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Log } from './log-file.ts';
import { writeAtOnce } from './settings-store.ts';

/** As much of Electron's `safeStorage` as keeps a session. */
export interface Safe {
  isEncryptionAvailable(): boolean;
  /** Only asked on Linux, where alone there is a choice. */
  getSelectedStorageBackend(): string;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

/** The session tokens of this installation, one for each server. */
export interface SessionStore {
  /** `memory`: nothing on this machine keeps a secret, so tokens are gone when the app ends. */
  readonly storage: 'safe' | 'memory';
  /** The token for a server; null when nobody is signed in there. */
  find(server: string): string | null;
  keep(server: string, token: string): void;
  forget(server: string): void;
}

const sessionsSchema = z.record(z.string(), z.string());

/** Encryption in name only: the key is known to everybody (Electron, "safeStorage.getSelectedStorageBackend"). */
const UNSAFE_BACKENDS = ['basic_text', 'unknown'];

/**
 * The tokens kept in `sessions.bin` of the folder, encrypted by the system. Call it after `ready`. Where the system has
 * no safe place they stay in memory, and what an earlier start may have left on disk goes.
 */
export function openSessionStore(options: {
  readonly folder: string;
  readonly safe: Safe;
  readonly platform: NodeJS.Platform;
  readonly log: Log;
}): SessionStore {
  const { folder, safe, log } = options;
  const file = path.join(folder, 'sessions.bin');
  const storage = isSafe(options) ? 'safe' : 'memory';
  const sessions = new Map<string, string>();
  if (storage === 'safe') {
    for (const [server, token] of readSessions(file, safe, log)) sessions.set(server, token);
  } else {
    log.warn('the system keeps no secrets: whoever signs in is signed out when the app ends');
    remove(file, log);
  }
  const save = (): void => {
    if (storage === 'memory') return;
    if (sessions.size === 0) {
      remove(file, log);
      return;
    }
    try {
      writeAtOnce(file, safe.encryptString(JSON.stringify(Object.fromEntries(sessions))));
    } catch (error) {
      log.error('the sign-in could not be kept', error);
    }
  };
  return {
    storage,
    find: (server) => sessions.get(server) ?? null,
    keep: (server, token) => {
      if (sessions.get(server) === token) return;
      sessions.set(server, token);
      save();
    },
    forget: (server) => {
      if (sessions.delete(server)) save();
    },
  };
}

function isSafe({ safe, platform }: { readonly safe: Safe; readonly platform: NodeJS.Platform }): boolean {
  if (!safe.isEncryptionAvailable()) return false;
  return platform !== 'linux' || !UNSAFE_BACKENDS.includes(safe.getSelectedStorageBackend());
}

function readSessions(file: string, safe: Safe, log: Log): [server: string, token: string][] {
  try {
    const text = safe.decryptString(readFileSync(file));
    return Object.entries(sessionsSchema.parse(JSON.parse(text)));
  } catch (error) {
    // Another key, another user or a damaged file: one signs in again.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log.warn('the sign-in could not be read');
    return [];
  }
}

function remove(file: string, log: Log): void {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    log.error('the kept sign-in could not be removed', error);
  }
}
