import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { makeSampleStudio } from '../testing/sample-studio.ts';

/** Runs the command as an operator would; resolves to its exit code and what it printed. */
async function run(url: string, args: readonly string[] = []): Promise<{ code: number; output: string }> {
  const script = join(import.meta.dirname, 'ledger-verify.ts');
  const env = { ...process.env, DATABASE_URL: url };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script, ...args], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}

forEachDialect('npm run ledger:verify', (database) => {
  it('exits 0 while every law holds, beside an open database, and 1 naming the first broken row', async () => {
    const { db, url, dataDir } = database();
    await makeSampleStudio(db, 'Asia/Shanghai');
    const anchor = ['--anchor', join(dataDir, 'heads')];
    for (const args of [[], anchor, anchor]) {
      const { code, output } = await run(url, args);
      expect([code, output]).toEqual([
        0,
        expect.stringContaining('Every law holds: 11 ledger rows of 1 users'),
      ]);
    }
    await db.write((tx) => tx.run(`UPDATE credit_accounts SET balance = balance + 1`));
    const { code, output } = await run(url);
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/^first of account.head: user [0-9a-f-]{36}: /m),
    ]);
  });
});
