import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';

/** A temporary file this old belongs to a write that will never be finished. */
const STALE_TEMPORARY_MS = 60 * 60_000;

/** The image types outputs can have, and how their files' names end. */
export const IMAGE_EXTENSIONS = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const;
/** A key of {@link IMAGE_EXTENSIONS}. */
export type ImageMimeType = keyof typeof IMAGE_EXTENSIONS;

/** The files of outputs, below one folder that only this product writes. */
export interface OutputFiles {
  /** Writes a whole file durably: after this it is there, complete, also after a crash. */
  write(fileKey: string, bytes: Uint8Array): Promise<void>;
  /** Removes files that may be missing already, and the folders they leave empty. */
  remove(fileKeys: readonly string[]): Promise<void>;
  /** Where the file of `fileKey` lies. Throws for a key that leads outside. */
  pathOf(fileKey: string): string;
  /** Size in bytes; null when there is no such file. */
  findSize(fileKey: string): Promise<number | null>;
  /** Keys of everything in the folder of one generation. */
  list(userId: string, generationId: string): Promise<string[]>;
  /** Removes what interrupted writes left behind over an hour ago (by the file system's clock); returns how many. */
  sweepTemporary(nowMs: number): Promise<number>;
}

/** The key of an output's file: `<userId>/<generationId>/<index>.<extension>`. */
export function outputFileKey(
  userId: string,
  generationId: string,
  index: number,
  mimeType: ImageMimeType,
): string {
  return `${userId}/${generationId}/${index}.${IMAGE_EXTENSIONS[mimeType]}`;
}

/** Keeps files below `root`, which is made when it is first needed. */
export function createOutputFiles(root: string): OutputFiles {
  const base = resolve(root);
  // On the same file system as the files, so that renaming is one step.
  const temporary = join(base, '.tmp');

  const pathOf = (fileKey: string): string => {
    const path = resolve(base, fileKey);
    if (!path.startsWith(base + sep)) throw new Error('a file key leads outside its folder');
    return path;
  };

  return {
    pathOf,
    write: async (fileKey, bytes) => {
      const path = pathOf(fileKey);
      const folder = dirname(path);
      await Promise.all([mkdirPrivate(folder), mkdirPrivate(temporary)]);
      const draft = join(temporary, randomUUID());
      try {
        const file = await open(draft, 'wx', 0o600);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined);
        throw error;
      }
      await syncFolder(folder);
    },
    remove: async (fileKeys) => {
      for (const fileKey of fileKeys) await unlink(pathOf(fileKey)).catch(ignoreMissing);
      const folders = new Set(fileKeys.map((fileKey) => dirname(pathOf(fileKey))));
      const owners = new Set([...folders].map((folder) => dirname(folder)));
      // A folder that is not empty stays; somebody may be writing into it.
      for (const folder of [...folders, ...owners]) {
        if (folder !== base) await rmdir(folder).catch(() => undefined);
      }
    },
    findSize: async (fileKey) => {
      try {
        const found = await stat(pathOf(fileKey));
        return found.isFile() ? found.size : null;
      } catch (error) {
        return ignoreMissing(error);
      }
    },
    list: async (userId, generationId) => {
      const folder = `${userId}/${generationId}`;
      const names = await readdir(pathOf(folder)).catch(ignoreMissing);
      return (names ?? []).map((name) => `${folder}/${name}`);
    },
    sweepTemporary: async (nowMs) => {
      let removed = 0;
      for (const name of (await readdir(temporary).catch(ignoreMissing)) ?? []) {
        const path = join(temporary, name);
        const found = await stat(path).catch(ignoreMissing);
        if (!found || nowMs - found.mtimeMs < STALE_TEMPORARY_MS) continue;
        await rm(path, { force: true });
        removed += 1;
      }
      return removed;
    },
  };
}

async function mkdirPrivate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** A rename is durable only once its folder is; Windows knows no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ignoreMissing(error: unknown): null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw error;
}
