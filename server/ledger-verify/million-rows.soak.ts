import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { makeLedger } from '../testing/make-ledger.ts';

forEachDialect('a million ledger rows', (database) => {
  it.each(['of one user', 'of a thousand users'])('%s are walked with 64 MB of memory', async (whose) => {
    const { db, url } = database();
    const userIds = Array.from({ length: whose === 'of one user' ? 1 : 1_000 }, () => randomUUID());
    await makeLedger(db, {
      userIds,
      rowsPerUser: 1_000_000 / userIds.length,
      businessTimeZone: 'Asia/Shanghai',
    });
    const script = join(import.meta.dirname, '../cli/ledger-verify.ts');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--max-old-space-size=64', '--max-semi-space-size=2', script],
      { env: { ...process.env, DATABASE_URL: url }, maxBuffer: 1_000_000 },
    );
    console.log(stdout);
    expect(stdout).toMatch(/Every law holds: \d000000 ledger rows of \d+ users/);
  });
});
