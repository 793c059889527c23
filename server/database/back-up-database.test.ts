import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUpDatabase } from './back-up-database.ts';
import type { Database } from './database.ts';
import { listPendingMigrations, migrateDatabase } from './migrate.ts';
import { openDatabase } from './open-database.ts';
import { openServerDatabase } from './open-server-database.ts';

const DAY_MS = 86_400_000;
const FIRST_DAY = new Date('2026-11-22T23:30:00Z');

describe('a backup before the schema changes', () => {
  let folder: string;
  let file: string;
  const opened: Database[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'studio-backup-'));
    file = join(folder, 'studio.db');
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((db) => db.close()));
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (path: string): Promise<Database> => {
    const db = await openDatabase({ url: `sqlite:${path}`, root: folder });
    opened.push(db);
    return db;
  };
  const backups = () => readdirSync(join(folder, 'backups')).sort();
  const addUser = (db: Database, username: string) =>
    db.write((tx) =>
      tx.run(`INSERT INTO users (id, username, created_at) VALUES ($username, $username, 0)`, { username }),
    );
  const listUsers = async (db: Database) =>
    (await db.reader.all<{ username: string }>(`SELECT username FROM users ORDER BY username`)).map(
      ({ username }) => username,
    );
  /** As a version that did not know the second migration would have left it. */
  const makeOlder = async () => {
    const db = await open(file);
    await migrateDatabase(db);
    await addUser(db, 'zhang');
    await db.write(async (tx) => {
      for (const table of ['credit_prices', 'membership_prices']) await tx.run(`DELETE FROM ${table}`);
      await tx.run(`DELETE FROM schema_migrations WHERE name LIKE '0002%'`);
    });
    await db.close();
  };

  it('holds all that was committed, also what is still in the log, and is for its owner only', async () => {
    const db = await open(file);
    await migrateDatabase(db);
    await addUser(db, 'zhang');
    const path = await backUpDatabase(file, { version: '1.2.3', date: FIRST_DAY });
    await addUser(db, 'later');
    expect(path).toBe(join(folder, 'backups', 'studio-1.2.3-2026-11-22.db'));
    expect(backups()).toEqual(['studio-1.2.3-2026-11-22.db']);
    if (process.platform !== 'win32') {
      expect(statSync(path).mode & 0o077).toBe(0);
      expect(statSync(join(folder, 'backups')).mode & 0o077).toBe(0);
    }
    const copy = await open(path);
    expect(await listUsers(copy)).toEqual(['zhang']);
    expect(await copy.reader.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });

  it('is one for a version and day, the newest; of all of them the newest five stay, and other files', async () => {
    const db = await open(file);
    await migrateDatabase(db);
    mkdirSync(join(folder, 'backups'));
    writeFileSync(join(folder, 'backups', 'notes.txt'), 'mine');
    for (let day = 0; day < 7; day += 1) {
      const date = new Date(FIRST_DAY.getTime() + day * DAY_MS);
      // The second of a day knows more than the first.
      for (const half of [1, 2]) {
        await addUser(db, `day-${day}-${half}`);
        const path = await backUpDatabase(file, { version: `1.${9 + day}.0`, date });
        utimesSync(path, date, date);
      }
    }
    const days = [24, 25, 26, 27, 28];
    const names = days.map((day, i) => `studio-1.${11 + i}.0-2026-11-${day}.db`);
    expect(backups()).toEqual(['notes.txt', ...names]);
    expect(await listUsers(await open(join(folder, 'backups', names[0]!)))).toContain('day-2-2');
  });

  it('writes nothing outside its folder, whatever a version is called', async () => {
    await migrateDatabase(await open(file));
    const path = await backUpDatabase(file, { version: '../../x y', date: FIRST_DAY });
    expect(path).toBe(join(folder, 'backups', 'studio-.._.._x_y-2026-11-22.db'));
  });

  it('is made when a server finds an older database, and neither of a new one nor of one up to date', async () => {
    const url = `sqlite:${join(folder, 'new', 'studio.db')}`;
    for (const _ of ['new', 'up to date'])
      await (await openServerDatabase(url, { backup: { version: '2.0.0' } })).close();
    expect(readdirSync(join(folder, 'new'))).not.toContain('backups');

    await makeOlder();
    const server = await openServerDatabase(`sqlite:${file}`, { backup: { version: '2.0.0' } });
    expect(await listPendingMigrations(server.db)).toEqual([]);
    await server.close();
    expect(backups()).toEqual([expect.stringMatching(/^studio-2\.0\.0-\d{4}-\d\d-\d\d\.db$/)]);
    const copy = await open(join(folder, 'backups', backups()[0]!));
    expect(await listPendingMigrations(copy)).toEqual(['0002-seed-prices']);
    expect(await listUsers(copy)).toEqual(['zhang']);
  });

  it('that cannot be made leaves the database as it was, unlocked, and nothing half done beside it', async () => {
    await makeOlder();
    const start = () => openServerDatabase(`sqlite:${file}`, { backup: { version: '2.0.0' } });
    writeFileSync(join(folder, 'backups'), 'a file in the way');
    await expect(start()).rejects.toMatchObject({
      name: 'DatabaseRefusal',
      reason: 'BACKUP_FAILED',
      message: expect.stringMatching(/^The database must be copied to .*\.$/) as string,
    });
    rmSync(join(folder, 'backups'));
    // The copy's own place is taken, which only shows once the copy has been made.
    const today = new Date().toISOString().slice(0, 10);
    const taken = join(folder, 'backups', `studio-2.0.0-${today}.db`);
    mkdirSync(join(taken, 'in the way'), { recursive: true });
    await expect(start()).rejects.toMatchObject({ reason: 'BACKUP_FAILED' });
    expect(backups()).toEqual([`studio-2.0.0-${today}.db`]);
    const db = await open(file);
    expect(await listPendingMigrations(db)).toEqual(['0002-seed-prices']);
    expect(await listUsers(db)).toEqual(['zhang']);
  });

  it('does not help a server that is older than its database: it leaves that alone', async () => {
    const server = await openServerDatabase(`sqlite:${file}`);
    await server.db.write((tx) =>
      tx.run(`INSERT INTO schema_migrations (name, applied_at) VALUES ('9999-x', 0)`),
    );
    await server.close();
    await expect(openServerDatabase(`sqlite:${file}`)).rejects.toMatchObject({
      reason: 'NEWER_DATABASE',
      message: expect.stringMatching(/studio\.db was last used by a newer version .*9999-x.*\.$/) as string,
    });
  });
});
