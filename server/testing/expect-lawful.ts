import { expect } from 'vitest';
import type { Database } from '../database/database.ts';
import type { VerifyReport } from '../ledger-verify/findings.ts';
import { verifyLedger, type VerifyOptions } from '../ledger-verify/verify-ledger.ts';

/** Fails, naming what is broken, unless every law of the ledger holds over the whole database; the report. */
export async function expectLawful(
  db: Database,
  options: Partial<VerifyOptions> = {},
): Promise<VerifyReport> {
  const report = await verifyLedger(db, { businessTimeZone: 'Asia/Shanghai', ...options });
  const broken = report.checks.filter((check) => check.broken > 0);
  expect(broken.map(({ name, broken: count, first }) => `${name} (${count}): ${first ?? ''}`)).toEqual([]);
  if (db.dialect === 'sqlite') {
    expect(await db.reader.all(`PRAGMA integrity_check`)).toEqual([{ integrity_check: 'ok' }]);
  }
  return report;
}
