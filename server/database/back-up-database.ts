import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { DatabaseRefusal } from './database-refusal.ts';
import { SqliteConnection } from './sqlite-connection.ts';

/** Backups kept; older ones go when a new one has succeeded. */
const BACKUPS_KEPT = 5;

/** What the name of a copy tells. */
export interface BackupLabel {
  /** The version of the app that is about to change the database. */
  readonly version: string;
  readonly date: Date;
}

/**
 * Copies the SQLite database `file`, which nobody writes to meanwhile, to `backups/<name>-<version>-<yyyy-mm-dd>.db`
 * beside it and returns that path; the newest five copies are kept. The copy is there as a whole or not at all. A
 * second one of the same version and day takes the place of the first: an update that fails again and again must not
 * push out the copies of other days. Throws {@link DatabaseRefusal} BACKUP_FAILED.
 */
export async function backUpDatabase(file: string, { version, date }: BackupLabel): Promise<string> {
  const folder = join(dirname(file), 'backups');
  const stem = basename(file, extname(file));
  const label = `${version.replaceAll(/[^\w.+-]/g, '_')}-${date.toISOString().slice(0, 10)}`;
  const target = join(folder, `${stem}-${label}.db`);
  const partial = `${target}.partial`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await copyDatabase(file, partial);
    await rename(partial, target);
    await syncFolder(folder);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    const why = error instanceof Error ? error.message : String(error);
    throw new DatabaseRefusal(
      'BACKUP_FAILED',
      `The database must be copied to ${folder} before it is updated, and that failed: ${why}.`,
      { cause: error },
    );
  }
  // The copy is made; one too many of the old ones harms nobody.
  await removeOldBackups(folder, stem, basename(target)).catch(() => undefined);
  return target;
}

/** A consistent, compact and complete copy, on the disk when this resolves (sqlite.org, "VACUUM with an INTO clause"). */
async function copyDatabase(file: string, copy: string): Promise<void> {
  await rm(copy, { force: true });
  // SQLite takes an empty file that is there already, and with it the mode that keeps others out.
  const handle = await open(copy, 'wx', 0o600);
  try {
    const source = await SqliteConnection.open(file, []);
    try {
      await source.run('VACUUM INTO $copy', { copy });
    } finally {
      await source.close();
    }
    // SQLite leaves this to the operating system.
    await handle.sync();
  } finally {
    await handle.close();
  }
  await requireSound(copy);
}

async function requireSound(copy: string): Promise<void> {
  const connection = await SqliteConnection.open(copy, []);
  try {
    const [row] = await connection.all<{ quick_check: string }>('PRAGMA quick_check(1)');
    if (row?.quick_check !== 'ok')
      throw new Error(`the copy is damaged (${row?.quick_check ?? 'unreadable'})`);
  } finally {
    await connection.close();
  }
}

/** Makes the new name outlive a loss of power, where a folder can be opened for that (not on Windows). */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** `newest` stays whatever the clock said when the others were made. */
async function removeOldBackups(folder: string, stem: string, newest: string): Promise<void> {
  const isOther = (name: string) => name.startsWith(`${stem}-`) && name.endsWith('.db') && name !== newest;
  const names = (await readdir(folder)).filter(isOther);
  const copies = await Promise.all(
    names.map(async (name) => ({ name, modifiedMs: (await stat(join(folder, name))).mtimeMs })),
  );
  copies.sort((a, b) => b.modifiedMs - a.modifiedMs);
  await Promise.all(
    copies.slice(BACKUPS_KEPT - 1).map(({ name }) => rm(join(folder, name), { force: true })),
  );
}
