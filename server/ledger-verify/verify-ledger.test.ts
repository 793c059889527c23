import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NIL } from 'uuid';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { postEntries } from '../credits/post-entries.ts';
import type { Database } from '../database/database.ts';
import type { SqlParams } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { insert, makeSampleStudio, type SampleStudio } from '../testing/sample-studio.ts';
import { createTestClock } from '../testing/test-clock.ts';
import type { CheckName } from './findings.ts';
import { formatReport } from './format-report.ts';
import { verifyLedger } from './verify-ledger.ts';

const SETTINGS = { businessTimeZone: 'Asia/Shanghai' };
const TABLES = [
  'users',
  'orders',
  'payments',
  'payment_refunds',
  'membership_periods',
  'generations',
  'credit_accounts',
  'credit_transactions',
  'credit_lots',
  'credit_daily_totals',
];
const clock = createTestClock();

/** What is done to the database, and the checks that must find it. */
const DAMAGES: readonly (readonly [title: string, found: readonly CheckName[], sql: string])[] = [
  ['a balance', ['account.head', 'account.balance'], `UPDATE credit_accounts SET balance = balance + 1`],
  [
    'an amount in a row',
    ['ledger.hash', 'ledger.balance', 'daily-total'],
    `UPDATE credit_transactions SET amount = amount - 1 WHERE sequence = 5`,
  ],
  [
    'a row’s description',
    ['ledger.hash'],
    `UPDATE credit_transactions SET description = 'lot.expired' WHERE sequence = 5`,
  ],
  [
    'a row’s time',
    ['ledger.hash', 'ledger.sequence'],
    `UPDATE credit_transactions SET created_at = created_at - 1 WHERE sequence = 5`,
  ],
  [
    'a row’s allocations',
    ['ledger.hash', 'lot.remaining'],
    `UPDATE credit_transactions SET allocations = '[[1,10]]' WHERE sequence = 5`,
  ],
  [
    'allocations that are no longer readable',
    ['ledger.hash', 'ledger.allocations'],
    `UPDATE credit_transactions SET allocations = '[' WHERE sequence = 5`,
  ],
  ['a hash', ['ledger.hash'], `UPDATE credit_transactions SET hash = 'x' WHERE sequence = 6`],
  [
    'a removed row in the middle',
    ['ledger.sequence', 'ledger.hash'],
    `DELETE FROM credit_transactions WHERE sequence = 5`,
  ],
  ['a removed newest row', ['account.head'], `DELETE FROM credit_transactions WHERE sequence = 11`],
  ['the head of an account', ['account.head'], `UPDATE credit_accounts SET last_hash = 'x'`],
  ['a removed account', ['account.head'], `DELETE FROM credit_accounts`],
  [
    'a tab beyond its lot',
    ['account.tab'],
    `UPDATE credit_accounts SET tab_limit = tab_limit + 1 WHERE tab_lot IS NOT NULL`,
  ],
  [
    'charges on a tab that were not made',
    ['lot.remaining', 'daily-total', 'account.balance'],
    `UPDATE credit_accounts SET tab_date = '2026-03-01', tab_count = 1, tab_amount = 1 WHERE tab_lot IS NOT NULL`,
  ],
  ['an open lot out of sight', ['account.head'], `UPDATE credit_accounts SET first_open_sequence = 9`],
  [
    'what is left in a lot',
    ['lot.remaining', 'account.balance', 'account.tab'],
    `UPDATE credit_lots SET remaining = remaining + 1 WHERE origin_sequence = 1`,
  ],
  ['what a lot was', ['lot.grant'], `UPDATE credit_lots SET amount = 101 WHERE origin_sequence = 1`],
  ['a removed lot', ['lot.grant', 'lot.remaining'], `DELETE FROM credit_lots WHERE origin_sequence = 1`],
  ['held credits', ['lot.held'], `UPDATE credit_lots SET held = 0`],
  ['a hold without a refund', ['lot.held'], `UPDATE payment_refunds SET state = 'FAILED' WHERE credits = 20`],
  [
    'a daily total',
    ['daily-total'],
    `UPDATE credit_daily_totals SET count = count + 1 WHERE type = 'CONSUME'`,
  ],
  ['a missing daily total', ['daily-total'], `DELETE FROM credit_daily_totals WHERE type = 'REFUND'`],
  [
    'an order marked paid without its grant',
    ['order.grant', 'order.payment'],
    `UPDATE orders SET payment_status = 'PAID', settled_at = 1 WHERE payment_status = 'PENDING'`,
  ],
  [
    'a grant without its payment',
    ['order.grant'],
    `UPDATE orders SET payment_status = 'PENDING', settled_at = NULL WHERE payment_status = 'REFUNDING'`,
  ],
  [
    'another amount than granted',
    ['order.grant'],
    `UPDATE orders SET bonus = 20 WHERE payment_status = 'REFUNDING'`,
  ],
  ['a membership without its period', ['order.period'], `DELETE FROM membership_periods WHERE number = 2`],
  [
    'a membership that gave less',
    ['order.period'],
    `UPDATE membership_periods SET end_at = end_at - 1 WHERE number = 2`,
  ],
  [
    'overlapping periods',
    ['period.overlap'],
    `UPDATE membership_periods SET start_at = start_at - 1, end_at = end_at - 1 WHERE number = 2`,
  ],
  [
    'a refund that took no credits',
    ['order.reversal', 'lot.held'],
    `UPDATE payment_refunds SET state = 'SUCCEEDED' WHERE credits = 20`,
  ],
  [
    'an order called refunded that was not',
    ['order.state'],
    `UPDATE orders SET payment_status = 'REFUNDED' WHERE kind = 'membership'`,
  ],
  [
    'an order that says nothing of its running refund',
    ['order.state'],
    `UPDATE orders SET payment_status = 'PAID' WHERE payment_status = 'REFUNDING'`,
  ],
  [
    'two payments with one trade number',
    ['payment.trade-number'],
    `UPDATE payments SET provider_trade_no = 'same'`,
  ],
  ['a missing grant', ['order.grant'], `DELETE FROM credit_transactions WHERE type = 'RECHARGE'`],
  [
    'a missing refund row',
    ['generation.refund'],
    `DELETE FROM credit_transactions WHERE type = 'REFUND' AND sequence = 9`,
  ],
  ['refunded money', ['order.reversal'], `UPDATE orders SET refunded_fen = 99 WHERE refunded_fen = 100`],
  [
    'a generation charged without being there',
    ['generation.charge'],
    `DELETE FROM generations WHERE status = 'RUNNING'`,
  ],
  [
    'a refund too few',
    ['generation.refund'],
    `UPDATE generations SET settled_credits = 0 WHERE cost_credits = 10 AND status = 'SUCCEEDED'`,
  ],
  [
    'a refund too many',
    ['generation.refund'],
    `UPDATE generations SET settled_credits = 20 WHERE cost_credits = 20`,
  ],
  [
    'a generation that cost something else',
    ['generation.charge'],
    `UPDATE generations SET cost_credits = 9, settled_credits = 9 WHERE status = 'SUCCEEDED' AND cost_credits = 10`,
  ],
  [
    'a generation left running',
    ['generation.lease'],
    `UPDATE generations SET lease_expires_at = 1 WHERE status = 'RUNNING'`,
  ],
];

forEachDialect(
  'ledger:verify',
  (database, dialect) => {
    let studio: SampleStudio;
    let tables: Map<string, SqlParams[]>;

    beforeAll(async () => {
      const { db } = database();
      studio = await makeSampleStudio(db, SETTINGS.businessTimeZone);
      tables = await readTables(db);
      await allowDamage(db);
    });

    afterEach(() => restoreTables(database().db, tables));

    const verify = async (anchorFile?: string) => {
      const report = await verifyLedger(database().db, { ...SETTINGS, anchorFile });
      return {
        report,
        broken: report.checks.filter(({ broken }) => broken > 0).map(({ name }) => name),
        text: formatReport(report),
      };
    };

    it('finds nothing wrong where nothing is, and says how much it looked at', async () => {
      const { report, text } = await verify();
      expect(report.checks.filter(({ broken }) => broken > 0)).toEqual([]);
      expect(report).toMatchObject({ ok: true, users: 1, rows: 11 });
      for (const { name, checked } of report.checks)
        if (!['anchor', 'payment.trade-number', 'account.newest-generation'].includes(name))
          expect([name, checked > 0]).toEqual([name, true]);
      expect(text).toMatch(/Every law holds: 11 ledger rows of 1 users, checked in [\d.]+ s\.$/);
    });

    it.each(DAMAGES)('finds %s', async (_, found, sql) => {
      const changed = await database().db.write((tx) => tx.run(sql));
      expect(changed).toBeGreaterThan(0);
      const { report, broken, text } = await verify();
      expect(report.ok).toBe(false);
      expect(broken).toEqual(expect.arrayContaining([...found]));
      const first = report.checks.find(({ name }) => name === found[0])?.first;
      expect(text).toContain(`first of ${found[0]}: ${first}`);
    });

    it.runIf(dialect === 'postgres')('finds a generation that is newer than its account knows', async () => {
      const { db } = database();
      await db.write((tx) => tx.run(`UPDATE credit_accounts SET newest_generation_id = $id`, { id: NIL }));
      expect((await verify()).broken).toEqual(['account.newest-generation']);
    });

    it('finds a refund posted to a member, who was not charged', async () => {
      const { db } = database();
      const [covered] = [studio.generationIds[3]];
      await db.write((tx) =>
        tx.run(
          `UPDATE generations SET cost_credits = 10, settled_credits = 10, list_cost_credits = 10,
             covered_by_membership = ${dialect === 'sqlite' ? '0' : 'FALSE'} WHERE id = $id`,
          { id: covered },
        ),
      );
      expect((await verify()).broken).toEqual(['generation.charge']);
    });

    it('finds a newest row that was removed together with its account’s head, by what was seen earlier', async () => {
      const { db, dataDir } = database();
      const anchor = join(dataDir, 'heads');
      expect((await verify(anchor)).broken).toEqual([]);
      await db.write(async (tx) => {
        const { userId } = studio;
        const commands = [grantOne(userId, 'a'), grantOne(userId, 'b')];
        await postEntries(tx, tx.now, commands, SETTINGS);
      });
      expect((await verify(anchor)).broken).toEqual([]);
      const before = readFileSync(anchor, 'utf8');

      // Everything goes back to how it was before, so that the database by itself is flawless.
      await restoreTables(db, tables);
      expect((await verify()).broken).toEqual([]);
      const { broken, text } = await verify(anchor);
      expect(broken).toEqual(['anchor']);
      expect(text).toContain(`user ${studio.userId}: row 13 was seen earlier and is not there`);
      // It is found again next time: what is wrong is not taken down as seen.
      expect(readFileSync(anchor, 'utf8')).toBe(before);
      expect(existsSync(`${anchor}.partial`)).toBe(false);
      expect((await verify(anchor)).broken).toEqual(['anchor']);
    });

    it('finds a ledger that was rewritten from the start, and one that is gone', async () => {
      const { db, dataDir } = database();
      const anchor = join(dataDir, 'heads-2');
      await verify(anchor);
      await db.write(async (tx) => {
        for (const table of ['generations', 'membership_periods', ...TABLES.slice(6)])
          await tx.run(`DELETE FROM ${table}`);
        for (const table of ['payment_refunds', 'payments', 'orders']) await tx.run(`DELETE FROM ${table}`);
      });
      expect((await verify()).broken).toEqual([]);
      expect((await verify(anchor)).broken).toEqual(['anchor']);
      await db.write((tx) =>
        postEntries(
          tx,
          tx.now,
          Array.from({ length: 11 }, (_, i) => grantOne(studio.userId, `new ${i}`)),
          SETTINGS,
        ),
      );
      expect((await verify()).broken).toEqual([]);
      expect((await verify(anchor)).text).toContain('row 11: had another hash when seen earlier');
    });

    it('sees one moment of a database that is being written to', async () => {
      const { db } = database();
      const stop = new AbortController();
      const writer = (async () => {
        for (let i = 0; !stop.signal.aborted; i += 1)
          await db.write((tx) => postEntries(tx, tx.now, [grantOne(studio.userId, `busy ${i}`)], SETTINGS));
      })();
      for (let i = 0; i < 5; i += 1) expect((await verify()).broken).toEqual([]);
      stop.abort();
      await writer;
    });
  },
  clock,
);

function grantOne(userId: string, key: string) {
  return {
    kind: 'grant',
    userId,
    key,
    type: 'REWARD',
    amount: 1,
    expiresAt: null,
    description: 'grant.operator',
    relatedType: null,
    relatedId: null,
  } as const;
}

/** Takes away what keeps the product itself from doing such things. */
async function allowDamage(db: Database): Promise<void> {
  await db.write(async (tx) => {
    await tx.run(`DROP INDEX payments_provider_trade`);
    if (tx.dialect === 'sqlite') {
      await tx.run(`DROP TRIGGER credit_transactions_no_update`);
      await tx.run(`DROP TRIGGER credit_transactions_no_delete`);
    } else await tx.run(`ALTER TABLE credit_transactions DISABLE TRIGGER USER`);
  });
}

async function readTables(db: Database): Promise<Map<string, SqlParams[]>> {
  const tables = new Map<string, SqlParams[]>();
  for (const table of TABLES) tables.set(table, await db.reader.all<SqlParams>(`SELECT * FROM ${table}`));
  return tables;
}

async function restoreTables(db: Database, tables: ReadonlyMap<string, SqlParams[]>): Promise<void> {
  await db.write(async (tx: Tx) => {
    for (const table of TABLES.toReversed()) await tx.run(`DELETE FROM ${table}`);
    for (const [table, rows] of tables) for (const row of rows) await insert(tx, table, row);
  });
}
