import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Facts written once and never changed, one small file each; they outlive the process and are seen by others. */
export interface TradeBook {
  /** Whether the fact was new; one that is already there stays as it is. Atomic between processes. */
  writeOnce(name: string, fact: unknown): Promise<boolean>;
  /** The fact, or null when nothing was written under that name. */
  read(name: string): Promise<unknown>;
  /** Every name in the book. */
  list(): Promise<string[]>;
}

/** Opens the book in `folder`, which is made with the first fact. */
export function openTradeBook(folder: string): TradeBook {
  const fileOf = (name: string): string => join(folder, `${name}.json`);
  return {
    writeOnce: async (name, fact) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = join(folder, `${randomUUID()}.draft`);
      await writeFile(draft, JSON.stringify(fact), { flag: 'wx', mode: 0o600 });
      try {
        // A link appears with its whole content or not at all, and never replaces another.
        await link(draft, fileOf(name));
        return true;
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false;
        throw error;
      } finally {
        await rm(draft, { force: true });
      }
    },
    read: async (name) => {
      try {
        return JSON.parse(await readFile(fileOf(name), 'utf8')) as unknown;
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      }
    },
    list: async () => {
      try {
        const files = await readdir(folder);
        return files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return [];
        throw error;
      }
    },
  };
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
