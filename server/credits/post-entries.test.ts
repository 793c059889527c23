import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { createGroupCommit } from '../database/group-commit.ts';
import type { SqlParams } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { getAvailableCredits } from './get-available-credits.ts';
import { generationChargeKey, generationRefundKey, orderReversalKey } from './ledger-keys.ts';
import type { ChargeCommand, GrantCommand, LedgerCommand, RefundCommand } from './ledger-types.ts';
import { postEntries } from './post-entries.ts';

const SETTINGS = { businessTimeZone: 'Asia/Shanghai' };
const DAY_MS = 86_400_000;
const clock = createTestClock();

function grant(userId: string, amount: number, more: Partial<GrantCommand> = {}): GrantCommand {
  return {
    kind: 'grant',
    userId,
    key: `test:${randomUUID()}`,
    type: 'RECHARGE',
    amount,
    expiresAt: null,
    description: 'grant.operator',
    relatedType: null,
    relatedId: null,
    ...more,
  };
}

function charge(userId: string, amount: number, id: string = randomUUID()): ChargeCommand {
  const key = generationChargeKey(userId, id);
  const description = 'generation.charge?count=1&kind=IMAGE';
  return { kind: 'charge', userId, key, amount, description, relatedType: 'GENERATION', relatedId: id };
}

function refund(charged: ChargeCommand, amount = charged.amount): RefundCommand {
  return {
    kind: 'refund',
    userId: charged.userId,
    key: generationRefundKey(charged.userId, charged.relatedId),
    chargeKey: charged.key,
    amount,
    description: 'generation.refund',
    relatedType: 'GENERATION',
    relatedId: charged.relatedId,
  };
}

const post = (db: Database, commands: readonly LedgerCommand[]) =>
  db.write((tx) => postEntries(tx, tx.now, commands, SETTINGS), { repeatable: true });

/** Everything stored about a user's credits. */
async function readLedger(db: Database, userId: string) {
  const [rows, lots, totals, accounts] = await Promise.all(
    [
      `SELECT type, amount, balance_after, created_at FROM credit_transactions WHERE user_id = $userId ORDER BY sequence`,
      `SELECT origin_sequence, remaining, held, expires_at FROM current_credit_lots WHERE user_id = $userId ORDER BY origin_sequence`,
      `SELECT business_date, type, SUM(count) AS count, SUM(amount) AS amount FROM current_credit_totals WHERE user_id = $userId
       GROUP BY business_date, type ORDER BY business_date, type`,
      `SELECT balance, last_sequence FROM credit_accounts WHERE user_id = $userId`,
    ].map((sql) => db.reader.all(sql, { userId })),
  );
  return { rows, lots, totals, account: accounts![0] };
}

forEachDialect(
  'posting to the ledger',
  (database, dialect) => {
    it('writes rows, lots, daily totals and the head of a first-time user', async () => {
      const { db } = database();
      const userId = randomUUID();
      // The clock of one database never runs backwards, so the second one has a later month.
      const month = dialect === 'sqlite' ? '2026-04' : '2026-06';
      clock.set(new Date(`${month}-01T15:59:59.999Z`));
      const today = clock.nowMs();
      await post(db, [grant(userId, 100), charge(userId, 30)]);
      clock.advance(1);
      await post(db, [charge(userId, 10), charge(userId, 5)]);
      expect(await readLedger(db, userId)).toEqual({
        rows: [
          { type: 'RECHARGE', amount: 100, balance_after: 100, created_at: today },
          { type: 'CONSUME', amount: -30, balance_after: 70, created_at: today },
          { type: 'CONSUME', amount: -10, balance_after: 60, created_at: today + 1 },
          { type: 'CONSUME', amount: -5, balance_after: 55, created_at: today + 1 },
        ],
        lots: [{ origin_sequence: 1, remaining: 55, held: 0, expires_at: null }],
        // The clock passed midnight in Shanghai, not in UTC.
        totals: [
          { business_date: `${month}-01`, type: 'CONSUME', count: 1, amount: -30 },
          { business_date: `${month}-01`, type: 'RECHARGE', count: 1, amount: 100 },
          { business_date: `${month}-02`, type: 'CONSUME', count: 2, amount: -15 },
        ],
        account: { balance: 55, last_sequence: 4 },
      });
      expect(await getAvailableCredits(db.reader, db.now(), userId)).toBe(55);
    });

    it('refuses what is not there and writes nothing, without disturbing its neighbours', async () => {
      const { db } = database();
      const [poor, rich] = [randomUUID(), randomUUID()];
      const outcomes = await post(db, [grant(rich, 10), charge(poor, 1), charge(rich, 10), charge(rich, 1)]);
      expect(outcomes.map(({ status }) => status)).toEqual(['posted', 'refused', 'posted', 'refused']);
      expect(outcomes[1]).toEqual({
        status: 'refused',
        reason: 'INSUFFICIENT_CREDITS',
        required: 1,
        available: 0,
      });
      expect((await readLedger(db, poor)).rows).toEqual([]);
      expect((await readLedger(db, rich)).account).toEqual({ balance: 0, last_sequence: 2 });
    });

    it('answers the same key with the row it wrote first, in one batch and over two', async () => {
      const { db } = database();
      const userId = randomUUID();
      const once = charge(userId, 4);
      const [, first, second] = await post(db, [grant(userId, 10), once, once]);
      const [third] = await post(db, [once]);
      expect([first, second, third].map((outcome) => outcome?.status)).toEqual([
        'posted',
        'replayed',
        'replayed',
      ]);
      expect(second).toEqual({ ...first, status: 'replayed' });
      // Nobody counted what is left: a charge that is asked for alone is looked for on the tab.
      expect(third).toEqual({ ...first, status: 'replayed', available: null });
      expect((await readLedger(db, userId)).account).toEqual({ balance: 6, last_sequence: 2 });
    });

    it('scopes a key to its user', async () => {
      const { db } = database();
      const [a, b] = [randomUUID(), randomUUID()];
      const outcomes = await post(db, [grant(a, 1, { key: 'shared' }), grant(b, 2, { key: 'shared' })]);
      expect(outcomes.map(({ status }) => status)).toEqual(['posted', 'posted']);
      expect((await post(db, [grant(b, 2, { key: 'shared' })]))[0]).toMatchObject({
        status: 'replayed',
        rows: [{ userId: b, amount: 2 }],
      });
    });

    it('gives refunds back into lots that are empty by now, and reopens an expired one', async () => {
      const { db } = database();
      const userId = randomUUID();
      const end = clock.nowMs() + DAY_MS;
      const charged = charge(userId, 15);
      await post(db, [
        grant(userId, 10, { type: 'REWARD', expiresAt: new Date(end) }),
        grant(userId, 5),
        grant(userId, 1),
        charged,
      ]);
      await post(db, [charge(userId, 1)]);
      clock.set(new Date(end));
      expect(await post(db, [refund(charged, 8), refund(charged, 8)])).toMatchObject([
        { status: 'posted', available: 8 },
        { status: 'replayed', available: 8 },
      ]);
      expect((await readLedger(db, userId)).lots).toEqual([
        { origin_sequence: 1, remaining: 3, held: 0, expires_at: end + 7 * DAY_MS },
        { origin_sequence: 2, remaining: 5, held: 0, expires_at: null },
        { origin_sequence: 3, remaining: 0, held: 0, expires_at: null },
      ]);
      expect(await getAvailableCredits(db.reader, db.now(), userId)).toBe(8);
      clock.advance(7 * DAY_MS);
      expect(await getAvailableCredits(db.reader, db.now(), userId)).toBe(5);
      expect(await post(db, [charge(userId, 6)])).toMatchObject([{ status: 'refused', available: 5 }]);
      const expire: LedgerCommand = { kind: 'expire', userId, originSequence: 1 };
      expect(await post(db, [expire, expire])).toMatchObject([
        { status: 'posted', rows: [{ type: 'EXPIRE', amount: -3 }] },
        { status: 'replayed' },
      ]);
      expect(await post(db, [expire])).toMatchObject([{ status: 'replayed', rows: [] }]);
    });

    it('holds an order’s credits, releases them, and takes them back once', async () => {
      const { db } = database();
      const userId = randomUUID();
      const orderNo = `R20260301${randomUUID().slice(0, 8)}`;
      const related = { relatedType: 'ORDER', relatedId: orderNo } as const;
      await post(db, [
        grant(userId, 100, related),
        grant(userId, 10, { ...related, type: 'REWARD' }),
        charge(userId, 20),
      ]);
      const hold: LedgerCommand = { kind: 'hold', userId, orderNo, amount: 60 };
      expect(await post(db, [{ ...hold, amount: 91 }])).toMatchObject([
        { status: 'refused', required: 91, available: 90 },
      ]);
      expect(await post(db, [hold])).toMatchObject([{ status: 'posted', available: 30, rows: [] }]);
      expect(await post(db, [hold, charge(userId, 31)])).toMatchObject([
        { status: 'replayed', available: 30 },
        { status: 'refused', available: 30 },
      ]);
      expect(await getAvailableCredits(db.reader, db.now(), userId)).toBe(30);
      const release: LedgerCommand = { kind: 'release', userId, orderNo };
      expect(await post(db, [release, release, hold])).toMatchObject([
        { status: 'posted', available: 90 },
        { status: 'replayed' },
        { status: 'posted', available: 30 },
      ]);
      const reverse: LedgerCommand = {
        kind: 'reverse',
        userId,
        key: orderReversalKey(`${orderNo}01`),
        orderNo,
        amount: 50,
        description: 'order.reversal',
      };
      expect(await post(db, [reverse])).toMatchObject([{ status: 'posted', available: 40 }]);
      expect(await post(db, [reverse, { ...reverse, key: 'another' }])).toMatchObject([
        { status: 'replayed', rows: [{ type: 'REVERSAL', amount: -50, relatedId: orderNo }] },
        { status: 'refused', available: 0 },
      ]);
      expect((await readLedger(db, userId)).account).toEqual({ balance: 40, last_sequence: 4 });
    });

    it('grants an order once, whatever the keys', async () => {
      const { db } = database();
      const userId = randomUUID();
      const related = { relatedType: 'ORDER', relatedId: `R${randomUUID()}` } as const;
      await post(db, [grant(userId, 5, related)]);
      await expect(post(db, [grant(userId, 5, related)])).rejects.toThrow(/unique/i);
      expect((await readLedger(db, userId)).account).toEqual({ balance: 5, last_sequence: 1 });
    });

    it('needs the same number of statements for one command as for a hundred', async () => {
      const { db } = database();
      const users = Array.from({ length: 10 }, () => randomUUID());
      await post(
        db,
        users.map((userId) => grant(userId, 100)),
      );
      const count = (commands: readonly LedgerCommand[]) =>
        db.write(async (tx) => {
          let statements = 0;
          const counting: Tx = {
            dialect: tx.dialect,
            now: tx.now,
            transaction: tx.transaction,
            leave: (statements) => tx.leave(statements),
            all: (sql, params) => ((statements += 1), tx.all(sql, params)),
            run: (sql, params) => ((statements += 1), tx.run(sql, params)),
            insertMany: (set) => ((statements += 1), tx.insertMany(set)),
          };
          await postEntries(counting, tx.now, commands, SETTINGS);
          return statements;
        });
      const charges = (n: number, amount: number) =>
        Array.from({ length: n }, (_, i) => charge(users[i % 10]!, amount));
      // On the tab: accounts, keys, and back rows and accounts. Beyond it also lots and daily totals.
      expect([await count(charges(1, 1)), await count(charges(100, 1))]).toEqual([4, 4]);
      await post(
        db,
        users.map((userId) => grant(userId, 100)),
      );
      // PostgreSQL has a statement of its own for accounts whose charges are on the tab, which some of the ten are.
      const own = database().db.dialect === 'postgres' ? 1 : 0;
      expect([await count(charges(1, 91)), await count(charges(10, 91))]).toEqual([7, 7 + own]);
    });

    it('keeps a day’s charges on one lot on the tab, until something else has to know lots and totals', async () => {
      const { db } = database();
      const userId = randomUUID();
      const readStored = async () => {
        const [lots, totals] = await Promise.all(
          [
            `SELECT remaining FROM credit_lots WHERE user_id = $userId ORDER BY origin_sequence`,
            `SELECT count, amount FROM credit_daily_totals WHERE user_id = $userId AND type = 'CONSUME' ORDER BY business_date`,
          ].map((sql) => db.reader.all<SqlParams>(sql, { userId })),
        );
        return { lots: lots!.map(({ remaining }) => remaining), totals };
      };
      await post(db, [grant(userId, 20, { type: 'REWARD' }), grant(userId, 10)]);
      const charged = charge(userId, 5);
      await post(db, [charged, charge(userId, 6)]);
      await post(db, [charge(userId, 4)]);
      expect(await readStored()).toEqual({ lots: [20, 10], totals: [] });
      expect(await getAvailableCredits(db.reader, db.now(), userId)).toBe(15);
      expect((await readLedger(db, userId)).lots).toMatchObject([{ remaining: 5 }, { remaining: 10 }]);

      // More than the lot has: the rest comes from the next one.
      await post(db, [charge(userId, 6)]);
      expect(await readStored()).toEqual({ lots: [0, 9], totals: [{ count: 4, amount: -21 }] });
      await post(db, [charge(userId, 1)]);
      expect(await readStored()).toMatchObject({ lots: [0, 9] });
      // The next day.
      clock.advance(DAY_MS);
      await post(db, [charge(userId, 1)]);
      expect(await readStored()).toEqual({
        lots: [0, 7],
        totals: [
          { count: 5, amount: -22 },
          { count: 1, amount: -1 },
        ],
      });
      await post(db, [charge(userId, 2)]);
      expect(await post(db, [refund(charged)])).toMatchObject([{ status: 'posted', available: 10 }]);
      expect((await readStored()).lots).toEqual([5, 5]);
    });

    it('settles a tab also where nothing is posted', async () => {
      const { db } = database();
      const userId = randomUUID();
      await post(db, [grant(userId, 10)]);
      await post(db, [charge(userId, 4)]);
      expect(await post(db, [charge(userId, 7)])).toMatchObject([{ status: 'refused', available: 6 }]);
      const { rows, lots, totals, account } = await readLedger(db, userId);
      expect(rows).toHaveLength(2);
      expect(lots).toMatchObject([{ remaining: 6 }]);
      expect(totals).toHaveLength(2);
      expect(account).toEqual({ balance: 6, last_sequence: 2 });
    });

    it('spends the last credits once when two processes charge at the same time', async () => {
      const { db } = database();
      const userId = randomUUID();
      // Also the first grant of a user who has no account yet may come from two sides.
      const other = dialect === 'postgres' ? await database().reopen() : db;
      await Promise.all([post(db, [grant(userId, 10)]), post(other, [grant(userId, 10)])]);
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, i) => post(i % 2 === 0 ? db : other, [charge(userId, 3)])),
      );
      expect(outcomes.flat().filter(({ status }) => status === 'posted')).toHaveLength(6);
      expect((await readLedger(db, userId)).account).toEqual({ balance: 2, last_sequence: 8 });
    });

    it('has one effect when a hundred callers on two servers use one key at once', async () => {
      const { db } = database();
      const userId = randomUUID();
      await post(db, [grant(userId, 100)]);
      const servers = dialect === 'postgres' ? [db, await database().reopen()] : [db];
      const groups = servers.map((one) =>
        createGroupCommit<LedgerCommand, Awaited<ReturnType<typeof post>>[number]>(
          one.write,
          (tx, now, commands) => postEntries(tx, now, commands, SETTINGS),
        ),
      );
      const once = charge(userId, 10);
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, i) => groups[i % groups.length]!.submit(once)),
      );
      expect(outcomes.filter(({ status }) => status === 'posted')).toHaveLength(1);
      const rows = new Set(
        outcomes.map((outcome) => (outcome.status === 'refused' ? null : outcome.rows[0]?.hash)),
      );
      expect(rows.size).toBe(1);
      expect((await readLedger(db, userId)).account).toEqual({ balance: 90, last_sequence: 2 });
    });

    it('refuses to change or remove a row', async () => {
      const { db } = database();
      await post(db, [grant(randomUUID(), 1)]);
      for (const sql of [`UPDATE credit_transactions SET amount = 2`, `DELETE FROM credit_transactions`])
        await expect(db.write((tx) => tx.run(sql))).rejects.toThrow('append-only');
    });
  },
  clock,
);
