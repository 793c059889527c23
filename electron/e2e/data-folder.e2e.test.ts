import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrateDatabase } from '../../server/database/migrate.ts';
import { openDatabase } from '../../server/database/open-database.ts';
import { describeDesktop } from '../testing/describe-desktop.ts';
import type { DesktopApp } from '../testing/desktop-app.ts';
import { launchStudio } from './launch-studio.ts';

describeDesktop('the folder with the data', () => {
  let userData: string;
  let elsewhere: string;
  let app: DesktopApp | undefined;
  beforeEach(async () => {
    userData = await mkdtemp(path.join(tmpdir(), 'creator-studio-data-'));
    elsewhere = await mkdtemp(path.join(tmpdir(), 'creator-studio-disk-'));
    const settings = { mode: 'local', locale: 'en' };
    await writeFile(path.join(userData, 'settings.json'), JSON.stringify(settings));
  });
  afterEach(async () => {
    await app?.close();
    for (const folder of [userData, elsewhere])
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  /** A database as an app of another version has left it. */
  const leaveDatabase = async (dataDir: string, ...statements: string[]): Promise<void> => {
    const db = await openDatabase({ url: `sqlite:${path.join(dataDir, 'studio.db')}`, root: dataDir });
    await migrateDatabase(db);
    for (const statement of statements) await db.write((tx) => tx.run(statement));
    await db.close();
  };
  const listFiles = async (folder: string): Promise<string[]> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  };

  test('may be a link to another disk; its database is copied before a newer app changes it', async () => {
    await leaveDatabase(
      elsewhere,
      `DELETE FROM credit_prices`,
      `DELETE FROM membership_prices`,
      `DELETE FROM schema_migrations WHERE name LIKE '0002%'`,
    );
    await symlink(elsewhere, path.join(userData, 'data'), 'junction');
    app = await launchStudio({ userData });
    const page = await app.firstWindow();
    await page.waitForSelector('[data-testid="balance"]');
    const backups = await readdir(path.join(elsewhere, 'backups'));
    expect(backups).toEqual([expect.stringMatching(/^studio-[\d.]+-\d{4}-\d\d-\d\d\.db$/)]);
    const copy = await openDatabase({
      url: `sqlite:${path.join(elsewhere, 'backups', backups[0] ?? '')}`,
      root: elsewhere,
    });
    const [migrated] = await copy.reader.all(
      `SELECT COUNT(*) AS count FROM schema_migrations WHERE name LIKE '0002%'`,
    );
    await copy.close();
    expect(migrated).toEqual({ count: 0 });
    expect(await page.evaluate(`fetch('/trpc/credits.prices').then((answer) => answer.text())`)).toContain(
      'priceFen',
    );
  });

  test('that a newer app has used is left alone, which a page says, and used again once it can be', async () => {
    const data = path.join(userData, 'data');
    await mkdir(data);
    await leaveDatabase(data, `INSERT INTO schema_migrations (name, applied_at) VALUES ('9999-later', 0)`);
    app = await launchStudio({ userData });
    const page = await app.firstWindow();
    const address = (): string | undefined => app?.addressOf(page);
    await expect.poll(address, { timeout: 15_000 }).toBe('app://studio/_shell/crash');
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('newer Creator Studio');
    expect(await page.getByRole('alert').innerText()).toContain(data);
    await page.getByRole('button', { name: 'Open the data folder' }).click();
    await expect
      .poll(() => app?.osCalls('shell.openPath'))
      .toEqual([expect.objectContaining({ args: [data] })]);
    await leaveDatabase(data, `DELETE FROM schema_migrations WHERE name = '9999-later'`);
    await page.getByRole('button', { name: 'Start it again' }).click();
    await page.waitForSelector('[data-testid="balance"]');
  });

  test.skipIf(process.platform === 'win32')(
    'is for its user alone, and so is everything beside it',
    async () => {
      const umask = process.umask(0o022);
      try {
        app = await launchStudio({ userData });
      } finally {
        process.umask(umask);
      }
      const page = await app.firstWindow();
      await page.waitForSelector('[data-testid="balance"]');
      await page.evaluate(`window.studio.settings.set({ theme: 'dark' })`);
      const ours = /^(data|logs)[\\/]|^(settings\.json|sessions\.bin)$/;
      const files = (await listFiles(userData))
        .filter((file) => ours.test(file))
        // It is empty, and in a folder that nobody else can enter.
        .filter((file) => !file.includes('.server-lock'));
      expect(files).toEqual(
        expect.arrayContaining(['settings.json', 'sessions.bin', 'data/studio.db', 'logs/main.log']),
      );
      for (const file of [...files, 'data', 'logs']) {
        const { mode } = await stat(path.join(userData, file));
        expect([file, (mode & 0o077).toString(8)]).toEqual([file, '0']);
      }
    },
  );
});
