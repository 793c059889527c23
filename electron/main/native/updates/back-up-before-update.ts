import { constants, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Copies the database of `dataDir` into its `backups`, beside the copies that the server makes and named like them.
 * Nothing may write to it meanwhile. Promises the copy's path, null when there is no database. Throws when the copy
 * cannot be made; then there is none, not a half.
 */
export async function backUpBeforeUpdate(
  dataDir: string,
  version: string,
  date: Date,
): Promise<string | null> {
  const database = path.join(dataDir, 'studio.db');
  if ((await sizeOf(database)) === null) return null;
  const folder = path.join(dataDir, 'backups');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = `studio-${version.replace(/[^\w.-]/g, '_')}-${date.toISOString().slice(0, 10)}.db`;
  const target = path.join(folder, name);
  // What a server that was killed had not yet brought into the file itself (SQLite, "Write-Ahead Logging").
  const hasLog = ((await sizeOf(`${database}-wal`)) ?? 0) > 0;
  try {
    if (hasLog) await copyFile(`${database}-wal`, `${target}-wal`);
    else await rm(`${target}-wal`, { force: true });
    await copyFile(database, `${target}.part`, constants.COPYFILE_FICLONE);
    await rename(`${target}.part`, target);
    return target;
  } catch (error) {
    await rm(`${target}.part`, { force: true });
    if (hasLog) await rm(`${target}-wal`, { force: true });
    throw error;
  }
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
