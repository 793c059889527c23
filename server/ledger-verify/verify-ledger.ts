import type { Database } from '../database/database.ts';
import { openAnchor } from './anchor-file.ts';
import { Findings, type VerifyReport } from './findings.ts';
import { openSnapshot } from './open-snapshot.ts';
import { RelationChecker } from './relation-checker.ts';
import { verifyAccounts } from './verify-accounts.ts';
import { verifyGenerations } from './verify-generations.ts';
import { verifyOrders } from './verify-orders.ts';
import { verifyPeriods } from './verify-periods.ts';

/** How to verify. */
export interface VerifyOptions {
  /** Daily totals count days of this zone. */
  readonly businessTimeZone: string;
  /** A file of heads seen earlier: compared with, and, where nothing is amiss with them, added to. */
  readonly anchorFile?: string | undefined;
  /** How long after its end a lease may wait for being swept; a minute unless told. */
  readonly leaseGraceMs?: number;
}

/**
 * Checks every law of the ledger and of what refers to it over a whole database, in constant memory and on one
 * consistent view, so that it can run beside a live server. Reads only.
 */
export async function verifyLedger(db: Database, options: VerifyOptions): Promise<VerifyReport> {
  const startedAt = performance.now();
  const findings = new Findings();
  const snapshot = await openSnapshot(db);
  const now = db.now();
  const anchor = options.anchorFile === undefined ? null : await openAnchor(options.anchorFile, now);
  try {
    const { reader } = snapshot;
    const relations = new RelationChecker(reader, findings);
    await verifyAccounts({ reader, findings, businessTimeZone: options.businessTimeZone, relations, anchor });
    await relations.finish();
    await verifyOrders(reader, findings);
    await verifyPeriods(reader, findings);
    await verifyGenerations(reader, findings, now, options.leaseGraceMs ?? 60_000);
    if (anchor && !findings.isBroken('anchor')) await anchor.save();
  } finally {
    await anchor?.close();
    await snapshot.close();
  }
  return findings.report(performance.now() - startedAt);
}
