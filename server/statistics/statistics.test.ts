import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerCommand } from '../credits/ledger-types.ts';
import { postEntries } from '../credits/post-entries.ts';
import type { Database } from '../database/database.ts';
import { addPeriod } from '../membership/add-period.ts';
import { readConfig } from '../platform/config.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { getCreditStatistics } from './get-credit-statistics.ts';
import { getMembershipStatistics } from './get-membership-statistics.ts';
import { getOverview } from './get-overview.ts';

const DAY_MS = 86_400_000;
const clock = createTestClock();
const config = readConfig({});

function grant(userId: string, key: string, type: 'RECHARGE' | 'REWARD', amount: number): LedgerCommand {
  return {
    kind: 'grant',
    userId,
    key,
    type,
    amount,
    expiresAt: null,
    description: 'grant.operator',
    relatedType: null,
    relatedId: null,
  };
}

function charge(userId: string, id: string, amount: number): LedgerCommand {
  const related = { relatedType: 'GENERATION', relatedId: id } as const;
  return { kind: 'charge', userId, key: `c:${id}`, amount, description: 'generation.charge', ...related };
}

function refund(userId: string, id: string, amount: number): LedgerCommand {
  const related = { relatedType: 'GENERATION', relatedId: id } as const;
  const keys = { key: `r:${id}`, chargeKey: `c:${id}` };
  return { kind: 'refund', userId, ...keys, amount, description: 'generation.refund', ...related };
}

async function post(db: Database, ...commands: LedgerCommand[]): Promise<void> {
  const outcomes = await db.write((tx) => postEntries(tx, tx.now, commands, config));
  expect(outcomes.map(({ status }) => status)).toEqual(commands.map(() => 'posted'));
}

async function insertOrder(
  db: Database,
  userId: string,
  status: string,
  kind: 'recharge' | 'membership',
  refundedFen = 0,
): Promise<void> {
  await db.write((tx) =>
    tx.run(
      `INSERT INTO orders (order_no, kind, user_id, price_id, price_fen, refunded_fen, payment_method, payment_status,
         amount, bonus, membership_type, duration_days, input_sha256, paid_late, created_at, expires_at, settled_at)
       VALUES ($orderNo, $kind, $userId, 1, 1000, $refundedFen, 'alipay', $status,
         $amount, $bonus, $membershipType, $days, '', $no, 0, 1, $settledAt)`,
      {
        orderNo: randomUUID(),
        kind,
        userId,
        refundedFen,
        status,
        amount: kind === 'recharge' ? 100 : null,
        bonus: kind === 'recharge' ? 10 : null,
        membershipType: kind === 'membership' ? 'MONTHLY' : null,
        days: kind === 'membership' ? 30 : null,
        no: false,
        settledAt: ['PENDING', 'CLOSED'].includes(status) ? null : 1,
      },
    ),
  );
}

async function insertGeneration(
  db: Database,
  userId: string,
  status: string,
  isCovered: boolean,
): Promise<string> {
  const id = randomUUID();
  await db.write((tx) =>
    tx.run(
      `INSERT INTO generations (user_id, id, kind, prompt, options, count, model, status, input_sha256,
         covered_by_membership, list_cost_credits, cost_credits, truncated, listed_apart, created_at, finished_at)
       VALUES ($userId, $id, 'IMAGE', 'p', '{}', 1, 'demo', $status, '', $isCovered, 10, $cost, $no, $yes, 1, $finishedAt)`,
      {
        userId,
        id,
        status,
        isCovered,
        cost: isCovered ? 0 : 10,
        no: false,
        yes: true,
        finishedAt: status === 'QUEUED' ? null : 2,
      },
    ),
  );
  return id;
}

forEachDialect(
  'statistics',
  (database) => {
    let actor: { userId: string; sessionId: null };
    beforeEach(async () => {
      actor = { userId: randomUUID(), sessionId: null };
      await database().db.write((tx) =>
        tx.run(`INSERT INTO users (id, username, created_at) VALUES ($id, $username, 0)`, {
          id: actor.userId,
          username: actor.userId,
        }),
      );
    });
    // The next database is opened by this clock, and an open database never goes back.
    afterAll(() => clock.set(new Date('2026-03-01T04:00:00Z')));
    const deps = (): { db: Database; config: typeof config } => ({ db: database().db, config });

    it('of a newcomer are zeros, with thirty empty days', async () => {
      expect(await getOverview(deps(), actor)).toEqual({
        credits: 0,
        creditsPerOutput: 10,
        isMember: false,
        memberExpiredAt: null,
      });
      const { daily, ...totals } = await getCreditStatistics(deps(), actor);
      expect(Object.values(totals).every((total) => total === 0)).toBe(true);
      expect(daily).toHaveLength(30);
      expect([daily[0]!.date, daily[29]!.date]).toEqual(['2026-01-31', '2026-03-01']);
      expect(await getMembershipStatistics(deps(), actor)).toEqual({
        isMember: false,
        memberExpiredAt: null,
        remainingDays: 0,
        totalOrders: 0,
        totalSpentFen: 0,
        totalDaysPurchased: 0,
        memberGenerations: 0,
        creditsSaved: 0,
      });
    });

    it('count credits over all time and by the day of the business time zone', async () => {
      const { db } = database();
      const { userId } = actor;
      clock.set(new Date('2026-04-01T04:00:00Z'));
      await post(db, grant(userId, 'old', 'RECHARGE', 100), grant(userId, 'bonus', 'REWARD', 10));
      // A minute before and a minute after midnight in Shanghai.
      clock.set(new Date('2026-05-09T15:59:00Z'));
      await post(db, charge(userId, 'g1', 10));
      clock.set(new Date('2026-05-09T16:01:00Z'));
      await post(db, charge(userId, 'g2', 20), refund(userId, 'g2', 5));

      const { daily, ...totals } = await getCreditStatistics(deps(), actor);
      expect(totals).toMatchObject({
        credits: 85,
        totalRecharged: 100,
        totalRewarded: 10,
        totalConsumed: 30,
        totalRefunded: 5,
        totalExpired: 0,
        totalReversed: 0,
        generationCount: 2,
      });
      expect(daily.slice(-2)).toEqual([
        { date: '2026-05-09', recharged: 0, rewarded: 0, consumed: 10, refunded: 0 },
        { date: '2026-05-10', recharged: 0, rewarded: 0, consumed: 20, refunded: 5 },
      ]);
      expect(daily[0]!.date).toBe('2026-04-11');
      expect(daily.slice(0, 28).every(({ recharged, consumed }) => recharged === 0 && consumed === 0)).toBe(
        true,
      );
    });

    it('count money once it was paid, less what was paid back', async () => {
      const { db } = database();
      for (const kind of ['recharge', 'membership'] as const) {
        await insertOrder(db, actor.userId, 'PENDING', kind);
        await insertOrder(db, actor.userId, 'CLOSED', kind);
        await insertOrder(db, actor.userId, 'PAID', kind, 300);
        await insertOrder(db, actor.userId, 'REFUNDING', kind);
        await insertOrder(db, actor.userId, 'REFUNDED', kind, 1_000);
      }
      expect(await getCreditStatistics(deps(), actor)).toMatchObject({ totalSpentFen: 1_700 });
      expect(await getMembershipStatistics(deps(), actor)).toMatchObject({
        totalOrders: 3,
        totalSpentFen: 1_700,
        totalDaysPurchased: 90,
      });
    });

    it('count covered generations, and as saved only what would have been kept', async () => {
      const { db } = database();
      for (const status of ['QUEUED', 'SUCCEEDED', 'FAILED', 'CANCELLED'])
        await insertGeneration(db, actor.userId, status, true);
      await insertGeneration(db, actor.userId, 'SUCCEEDED', false);
      expect(await getMembershipStatistics(deps(), actor)).toMatchObject({
        memberGenerations: 4,
        creditsSaved: 20,
      });
      expect((await getCreditStatistics(deps(), actor)).generationCount).toBe(4);
    });

    it('count as saved what a cancelled covered generation had delivered by then', async () => {
      const { db } = database();
      const id = await insertGeneration(db, actor.userId, 'CANCELLED', true);
      await db.write(async (tx) => {
        await tx.run(`UPDATE generations SET count = 4, list_cost_credits = 40 WHERE id = $id`, { id });
        for (const index of [0, 2])
          await tx.run(
            `INSERT INTO generation_outputs (user_id, generation_id, output_index, mime_type, width, height, file_key, size_bytes, created_at)
             VALUES ($userId, $id, $index, 'image/png', 1, 1, $fileKey, 1, 1)`,
            { userId: actor.userId, id, index, fileKey: `${id}/${index}` },
          );
      });
      expect(await getMembershipStatistics(deps(), actor)).toMatchObject({
        memberGenerations: 1,
        creditsSaved: 20,
      });
    });

    describe('of a member', () => {
      it.each([
        ['at the start', 0, 30],
        ['a millisecond later', 1, 30],
        ['in the last hour', 30 * DAY_MS - 3_600_000, 1],
        ['at the end instant', 30 * DAY_MS, 0],
      ])('round the days left up: %s', async (_, laterMs, remainingDays) => {
        const { db } = database();
        clock.advance(90 * DAY_MS);
        const period = await db.write((tx) =>
          addPeriod(tx, tx.now, {
            userId: actor.userId,
            orderNo: randomUUID(),
            membershipType: 'MONTHLY',
            durationDays: 30,
          }),
        );
        clock.advance(laterMs);
        const isMember = remainingDays > 0;
        const expected = { isMember, memberExpiredAt: isMember ? period.endAt : null };
        expect(await getMembershipStatistics(deps(), actor)).toMatchObject({ ...expected, remainingDays });
        expect(await getOverview(deps(), actor)).toMatchObject(expected);
      });
    });
  },
  clock,
);
