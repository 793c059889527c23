import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrateDatabase } from './migrate.ts';
import { openDatabase } from './open-database.ts';

// Windows keeps other users out by the folder's list of who may, not by modes.
it.skipIf(process.platform === 'win32')(
  'the database is for its owner only, also in a folder open to all',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'studio-test-'));
    chmodSync(folder, 0o755);
    const db = await openDatabase({ url: `sqlite:${join(folder, 'studio.db')}`, root: folder });
    try {
      await migrateDatabase(db);
      const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o077]);
      expect(modes).toContainEqual(['studio.db', 0]);
      expect(modes.filter(([, mode]) => mode !== 0)).toEqual([]);
    } finally {
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
