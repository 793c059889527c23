import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { postEntries } from '../credits/post-entries.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { makeLedger } from '../testing/make-ledger.ts';
import { verifyLedger } from './verify-ledger.ts';

const SETTINGS = { businessTimeZone: 'Asia/Shanghai' };

forEachDialect('a ledger of many pages', (database) => {
  const userIds = Array.from({ length: 3 }, () => randomUUID());

  it('breaks no law, whoever’s rows a page ends in', async () => {
    const { db } = database();
    await makeLedger(db, { userIds, rowsPerUser: 4_000, ...SETTINGS });
    const report = await verifyLedger(db, SETTINGS);
    expect(report.checks.filter(({ broken }) => broken > 0)).toEqual([]);
    expect(report).toMatchObject({ ok: true, users: 3, rows: 12_000 });
  });

  it('is gone on with like any other', async () => {
    const { db } = database();
    const grant = {
      kind: 'grant',
      userId: userIds[1]!,
      key: 'more',
      type: 'RECHARGE',
      amount: 5,
      expiresAt: null,
      description: 'grant.operator',
      relatedType: null,
      relatedId: null,
    } as const;
    const [outcome] = await db.write((tx) => postEntries(tx, tx.now, [grant], SETTINGS));
    expect(outcome).toMatchObject({ status: 'posted', rows: [{ sequence: 4_001 }] });
    expect((await verifyLedger(db, SETTINGS)).ok).toBe(true);
  });

  it('shows damage in its last row', async () => {
    const { db } = database();
    await db.write(async (tx) => {
      if (tx.dialect === 'sqlite') await tx.run(`DROP TRIGGER credit_transactions_no_update`);
      else await tx.run(`ALTER TABLE credit_transactions DISABLE TRIGGER USER`);
      const last = userIds.toSorted().at(-1)!;
      const [row] = await tx.all<{ id: number }>(
        `SELECT id FROM credit_transactions WHERE user_id = $last ORDER BY sequence DESC LIMIT 1`,
        { last },
      );
      await tx.run(`UPDATE credit_transactions SET description = 'x' WHERE id = $id`, { id: row!.id });
    });
    const report = await verifyLedger(db, SETTINGS);
    expect(report.checks.filter(({ broken }) => broken > 0)).toMatchObject([
      { name: 'ledger.hash', broken: 1 },
    ]);
  });
});
