import { expect, it } from 'vitest';
import { lockAccounts } from '../credits/lock-accounts.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { addActor } from '../testing/orders-world.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { addPeriod, type Period } from './add-period.ts';
import { listPeriodsAbout, pickActivePeriods } from './list-periods-about.ts';
import { getMembershipState } from './get-membership-state.ts';
import { listMembershipPrices } from './list-membership-prices.ts';
import { previewMembership } from './preview-membership.ts';

const DAY_MS = 86_400_000;
const clock = createTestClock();
let orders = 0;

forEachDialect(
  'membership',
  (database, dialect) => {
    const buy = (userId: string, durationDays: number, orderNo = `M${(orders += 1)}`): Promise<Period> =>
      database().db.write(async (tx) => {
        await lockAccounts(tx, [userId]);
        return addPeriod(tx, tx.now, { userId, orderNo, membershipType: 'MONTHLY', durationDays });
      });
    const stateOf = (userId: string, at = database().db.now()) =>
      getMembershipState(database().db.reader, at, userId);

    it('begins when it is paid and lasts its days of 24 hours, over month ends, leap days and the year’s end', async () => {
      const year = dialect === 'sqlite' ? 2028 : 2032;
      for (const [start, days, end] of [
        [`${year}-01-31T23:59:59.999Z`, 30, `${year}-03-01T23:59:59.999Z`],
        [`${year}-02-29T12:00:00.000Z`, 365, `${year + 1}-02-28T12:00:00.000Z`],
        [`${year}-12-31T16:00:00.000Z`, 90, `${year + 1}-03-31T16:00:00.000Z`],
      ] as const) {
        clock.set(new Date(start));
        const { userId } = await addActor(database().db);
        expect(await buy(userId, days)).toEqual({ startAt: new Date(start), endAt: new Date(end) });
      }
    });

    it('loses nothing by renewing early, and counts from now after a gap', async () => {
      const { userId } = await addActor(database().db);
      const start = clock.nowMs();
      const first = await buy(userId, 30);
      clock.advance(10 * DAY_MS);
      const second = await buy(userId, 90);
      expect(second).toEqual({ startAt: first.endAt, endAt: new Date(start + 120 * DAY_MS) });
      expect(await stateOf(userId)).toEqual({ isMember: true, memberExpiredAt: second.endAt });

      clock.advance(200 * DAY_MS);
      expect(await stateOf(userId)).toEqual({ isMember: false, memberExpiredAt: null });
      const third = await buy(userId, 30);
      expect(third.startAt).toEqual(new Date(clock.nowMs()));
      // What lies beyond a gap does not lengthen what runs.
      expect(await stateOf(userId, first.startAt)).toEqual({ isMember: true, memberExpiredAt: second.endAt });
    });

    it('covers its first instant and not its last', async () => {
      const { userId } = await addActor(database().db);
      const { startAt, endAt } = await buy(userId, 30);
      const { reader } = database().db;
      const at = async (ms: number) =>
        pickActivePeriods(await listPeriodsAbout(reader, ms, ms, [userId]), new Date(ms));
      expect((await at(startAt.getTime() - 1)).size).toBe(0);
      expect((await at(startAt.getTime())).get(userId)).toEqual({ endAt });
      expect((await at(endAt.getTime() - 1)).get(userId)).toEqual({ endAt });
      expect((await at(endAt.getTime())).size).toBe(0);
      expect((await stateOf(userId, new Date(endAt.getTime() - 1))).isMember).toBe(true);
      expect((await stateOf(userId, endAt)).isMember).toBe(false);
    });

    it('finds the covering periods of many users at once', async () => {
      const users = await Promise.all([1, 2, 3].map(() => addActor(database().db)));
      const [one, two, three] = users.map(({ userId }) => userId) as [string, string, string];
      const first = await buy(one, 30);
      const other = await buy(three, 90);
      await buy(three, 90);
      const { db } = database();
      const now = db.now();
      const list = (userIds: readonly string[]) =>
        listPeriodsAbout(db.reader, now.getTime(), now.getTime(), userIds);
      expect(pickActivePeriods(await list([one, two, three]), now)).toEqual(
        new Map([
          [one, { endAt: first.endAt }],
          [three, { endAt: other.endAt }],
        ]),
      );
      expect(pickActivePeriods(await list([]), now)).toEqual(new Map());
    });

    it('gives one period per order, also when many are paid at once', async () => {
      const { userId } = await addActor(database().db);
      const start = clock.nowMs();
      const periods = await Promise.all(
        Array.from({ length: 12 }, (_, i) => buy(userId, 30, `M-${userId}-${i % 4}`)),
      );
      const distinct = [...new Set(periods.map(({ startAt }) => startAt.getTime()))].sort((a, b) => a - b);
      expect(distinct).toEqual([0, 1, 2, 3].map((i) => start + i * 30 * DAY_MS));
      expect((await stateOf(userId)).memberExpiredAt).toEqual(new Date(start + 120 * DAY_MS));
    });

    it('says before paying when it would end, exactly only while a period runs', async () => {
      const { db } = database();
      const actor = await addActor(db);
      const monthly = (await listMembershipPrices({ db }))[0]!;
      expect(await previewMembership({ db }, actor, { priceId: monthly.id })).toEqual({
        currentEnd: null,
        newEndIfPaidNow: new Date(clock.nowMs() + 30 * DAY_MS),
        exact: false,
      });
      const { endAt } = await buy(actor.userId, 90);
      expect(await previewMembership({ db }, actor, { priceId: monthly.id })).toEqual({
        currentEnd: endAt,
        newEndIfPaidNow: new Date(endAt.getTime() + 30 * DAY_MS),
        exact: true,
      });
      await expect(previewMembership({ db }, actor, { priceId: 99 })).rejects.toMatchObject({
        reason: 'NOT_FOUND',
      });
    });

    it('is offered at the guide’s prices', async () => {
      const prices = await listMembershipPrices(database());
      expect(
        prices.map((price) => [
          price.membershipType,
          price.durationDays,
          price.priceFen,
          price.originalPriceFen,
        ]),
      ).toEqual([
        ['MONTHLY', 30, 990, 1_990],
        ['QUARTERLY', 90, 2_500, 5_970],
        ['YEARLY', 365, 8_800, 23_880],
      ]);
      expect(prices.map(({ isActive, sortOrder }) => [isActive, sortOrder])).toEqual(
        [1, 2, 3].map((n) => [true, n]),
      );
    });
  },
  clock,
);
