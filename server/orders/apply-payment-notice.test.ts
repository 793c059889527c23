import fc from 'fast-check';
import { expect, it } from 'vitest';
import { getAvailableCredits } from '../credits/get-available-credits.ts';
import { getMembershipState } from '../membership/get-membership-state.ts';
import type { PaymentNotice } from '../payment/payment-gateway.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import {
  addActor,
  createOrdersWorld,
  listAttemptStates,
  listBrokenLaws,
  listLedger,
} from '../testing/orders-world.ts';
import { createScriptedGateway } from '../testing/scripted-gateway.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { applyPaymentNotice } from './apply-payment-notice.ts';
import { cancelOrder } from './cancel-order.ts';
import { checkOrder } from './check-order.ts';
import { closeOrder } from './close-order.ts';
import { describeOrder } from './describe-order.ts';
import { getOrder } from './get-order.ts';
import { listDisputes } from './list-disputes.ts';
import { payOrder } from './pay-order.ts';
import { placeMembershipOrder } from './place-membership-order.ts';
import { placeRechargeOrder } from './place-recharge-order.ts';

const clock = createTestClock();

forEachDialect(
  'a payment notice',
  (database, dialect) => {
    /** A user with a new order at a gateway that does what it is told. */
    const open = async (priceId = 2) => {
      const gateway = createScriptedGateway();
      const world = createOrdersWorld(database(), gateway.gateways);
      const actor = await addActor(world.db);
      const { order } = await placeRechargeOrder(world, actor, { priceId, paymentMethod: 'alipay' });
      return { gateway, world, actor, orderNo: order.orderNo, outTradeNo: `${order.orderNo}01` };
    };

    it('pays the order and grants its credits and its bonus, which never expire', async () => {
      const { gateway, world, actor, orderNo, outTradeNo } = await open();
      world.published.length = 0;
      const paidAt = new Date(clock.nowMs() - 5_000);
      expect(await applyPaymentNotice(world, gateway.pay(outTradeNo, paidAt))).toBe('SETTLED');
      expect(await getOrder(world, actor, { orderNo })).toMatchObject({
        paymentStatus: 'PAID',
        paidAt,
        paidLate: false,
        payment: null,
      });
      expect(await listLedger(world.db, actor)).toEqual([`RECHARGE 100 ${orderNo}`, `REWARD 10 ${orderNo}`]);
      const inAThousandYears = new Date('3026-01-01T00:00:00Z');
      expect(await getAvailableCredits(world.db.reader, inAThousandYears, actor.userId)).toBe(110);
      expect(world.published).toEqual([
        { userId: actor.userId, topic: 'orders', id: orderNo },
        { userId: actor.userId, topic: 'credits', id: null },
      ]);
    });

    it('posts no bonus row for a package without bonus', async () => {
      const { gateway, world, actor, orderNo, outTradeNo } = await open(1);
      await applyPaymentNotice(world, gateway.pay(outTradeNo, world.db.now()));
      expect(await listLedger(world.db, actor)).toEqual([`RECHARGE 10 ${orderNo}`]);
    });

    it('grants once, 1 to 15 times, shuffled among queries, closes and cancels, in two servers', async () => {
      const other = await database().reopen();
      await fc.assert(
        fc.asyncProperty(
          fc
            .integer({ min: 1, max: 15 })
            .chain((notices) =>
              fc.shuffledSubarray(
                [
                  ...Array.from({ length: notices }, () => 'notice'),
                  'check',
                  'check',
                  'close',
                  'close',
                  'cancel',
                ],
                { minLength: notices + 5, maxLength: notices + 5 },
              ),
            ),
          async (program) => {
            const { gateway, world, actor, orderNo, outTradeNo } = await open();
            const second =
              dialect === 'postgres'
                ? createOrdersWorld({ db: other, dataDir: database().dataDir }, gateway.gateways)
                : world;
            const notice = gateway.pay(outTradeNo, world.db.now());
            const results = await Promise.allSettled(
              program.map((step, i): Promise<unknown> => {
                const deps = i % 2 === 0 ? world : second;
                if (step === 'notice') return applyPaymentNotice(deps, notice);
                if (step === 'check') return checkOrder(deps, actor, { orderNo });
                if (step === 'close') return closeOrder(deps, orderNo);
                return cancelOrder(deps, actor, { orderNo });
              }),
            );
            for (const [i, result] of results.entries()) {
              if (result.status === 'rejected') {
                expect([program[i], result.reason]).toMatchObject([
                  'cancel',
                  { reason: 'ORDER_NOT_CANCELLABLE' },
                ]);
              }
            }
            expect(await listLedger(world.db, actor)).toEqual([
              `RECHARGE 100 ${orderNo}`,
              `REWARD 10 ${orderNo}`,
            ]);
            expect(await listAttemptStates(world.db, orderNo)).toEqual(['SUCCEEDED']);
            expect((await getOrder(world, actor, { orderNo })).paymentStatus).toBe('PAID');
          },
        ),
        { numRuns: 12 },
      );
    });

    it('grants once when it races the closing of an order nobody had paid yet', async () => {
      for (let round = 0; round < 8; round += 1) {
        const { gateway, world, actor, orderNo, outTradeNo } = await open();
        // The gateway says unpaid, and the buyer pays before it is told to close.
        gateway.before = (call) => {
          if (call === 'close') gateway.pay(outTradeNo, world.db.now());
        };
        await Promise.all([closeOrder(world, orderNo), checkOrder(world, actor, { orderNo })]);
        expect((await getOrder(world, actor, { orderNo })).paymentStatus).toBe('PAID');
        expect(await listLedger(world.db, actor)).toHaveLength(2);
      }
    });

    it('pays a closed order too, and says that the money came late', async () => {
      const { gateway, world, actor, orderNo, outTradeNo } = await open();
      await cancelOrder(world, actor, { orderNo });
      const notice = gateway.pay(outTradeNo, world.db.now());
      // "I have paid" finds it, as a notice would.
      expect(await checkOrder(world, actor, { orderNo })).toMatchObject({
        paymentStatus: 'PAID',
        paidLate: true,
      });
      expect(await applyPaymentNotice(world, notice)).toBe('REPEATED');
      expect(await listLedger(world.db, actor)).toHaveLength(2);
    });

    it('starts a membership when it is settled, so that a late notice eats no paid time', async () => {
      const { gateway, world, actor } = await open();
      const { order } = await placeMembershipOrder(world, actor, { priceId: 1, paymentMethod: 'wechat' });
      const notice = gateway.pay(`${order.orderNo}01`, world.db.now());
      clock.advance(3 * 86_400_000);
      const settledAt = world.db.now();
      expect(await applyPaymentNotice(world, notice)).toBe('SETTLED');
      expect(await getOrder(world, actor, { orderNo: order.orderNo })).toMatchObject({
        paidAt: notice.paidAt,
        startDate: settledAt,
        endDate: new Date(settledAt.getTime() + 30 * 86_400_000),
      });
      expect(world.published.at(-1)).toEqual({ userId: actor.userId, topic: 'membership', id: null });
    });

    it('gives memberships paid at the same time one after the other, losing nothing', async () => {
      const { gateway, world, actor } = await open();
      const orders = await Promise.all(
        [1, 2, 1].map((priceId) => placeMembershipOrder(world, actor, { priceId, paymentMethod: 'alipay' })),
      );
      const outcomes = await Promise.all(
        orders.map(({ order }) =>
          applyPaymentNotice(world, gateway.pay(`${order.orderNo}01`, world.db.now())),
        ),
      );
      expect(outcomes).toEqual(['SETTLED', 'SETTLED', 'SETTLED']);
      const now = world.db.now();
      expect((await getMembershipState(world.db.reader, now, actor.userId)).memberExpiredAt).toEqual(
        new Date(now.getTime() + (30 + 90 + 30) * 86_400_000),
      );
    });

    it('for an order that another attempt has paid is surplus: recorded to be refunded, once, granting nothing', async () => {
      const { gateway, world, actor, orderNo } = await open();
      const first = gateway.pay(`${orderNo}01`, world.db.now());
      gateway.before = (call) => {
        // The second code is made although the gateway does not answer about the first.
        if (call === 'query') throw new Error('no answer');
      };
      await payOrder(world, actor, { orderNo });
      const second = gateway.pay(`${orderNo}02`, world.db.now());
      const outcomes = await Promise.all(
        [first, second, second, first, second].map((notice) => applyPaymentNotice(world, notice)),
      );
      expect(outcomes.toSorted()).toEqual(['REPEATED', 'REPEATED', 'REPEATED', 'SETTLED', 'SURPLUS']);
      expect((await listAttemptStates(world.db, orderNo)).toSorted()).toEqual(['SUCCEEDED', 'SURPLUS']);
      expect(await listLedger(world.db, actor)).toHaveLength(2);
      const { refunds } = await describeOrder(world, orderNo);
      expect(refunds).toMatchObject([{ purpose: 'SURPLUS', amountFen: 1_000, credits: 0, state: 'PENDING' }]);
    });

    const wrong: [string, string, (notice: PaymentNotice) => PaymentNotice][] = [
      ['one fen too little', 'WRONG_AMOUNT', (notice) => ({ ...notice, amountFen: notice.amountFen - 1 })],
      ['one fen too much', 'WRONG_AMOUNT', (notice) => ({ ...notice, amountFen: notice.amountFen + 1 })],
      ['another merchant', 'WRONG_MERCHANT', (notice) => ({ ...notice, merchant: 'somebody-else' })],
      ['another gateway', 'WRONG_PROVIDER', (notice) => ({ ...notice, provider: 'wechat' })],
      [
        'an unknown order',
        'UNKNOWN_ORDER',
        (notice) => ({ ...notice, outTradeNo: `X${notice.outTradeNo.slice(1)}` }),
      ],
    ];
    it.each(wrong)('with %s is kept as disputed, once, and grants nothing', async (_, reason, spoil) => {
      const { gateway, world, actor, orderNo, outTradeNo } = await open();
      const good = gateway.pay(outTradeNo, world.db.now());
      const before = (await listDisputes(world)).length;
      for (let i = 0; i < 3; i += 1) expect(await applyPaymentNotice(world, spoil(good))).toBe('DISPUTED');
      expect(await listLedger(world.db, actor)).toEqual([]);
      expect((await getOrder(world, actor, { orderNo })).paymentStatus).toBe('PENDING');
      const disputes = await listDisputes(world);
      expect(disputes).toHaveLength(before + 1);
      expect(disputes[0]).toMatchObject({
        reason,
        outTradeNo: spoil(good).outTradeNo,
        amountFen: spoil(good).amountFen,
        orderNo: reason === 'UNKNOWN_ORDER' ? null : orderNo,
        expectedFen: reason === 'UNKNOWN_ORDER' ? null : 1_000,
      });
      // The genuine one is still welcome.
      expect(await applyPaymentNotice(world, good)).toBe('SETTLED');
    });

    it('with a trade number that belongs to another payment is disputed', async () => {
      const [one, two] = [await open(), await open()];
      const notice = one.gateway.pay(one.outTradeNo, one.world.db.now());
      await applyPaymentNotice(one.world, notice);
      expect(await applyPaymentNotice(one.world, { ...notice, outTradeNo: two.outTradeNo })).toBe('DISPUTED');
      expect(await applyPaymentNotice(one.world, { ...notice, providerTradeNo: 'another' })).toBe('DISPUTED');
      expect(await listLedger(two.world.db, two.actor)).toEqual([]);
      expect(await listLedger(one.world.db, one.actor)).toHaveLength(2);
    });

    it('of a refund or a closing neither grants nor takes anything', async () => {
      const { gateway, world, actor, orderNo, outTradeNo } = await open();
      const notice = gateway.pay(outTradeNo, world.db.now());
      expect(await applyPaymentNotice(world, { ...notice, kind: 'CLOSED' })).toBe('IGNORED');
      expect(await listLedger(world.db, actor)).toEqual([]);
      await applyPaymentNotice(world, notice);
      expect(await applyPaymentNotice(world, { ...notice, kind: 'REFUND' })).toBe('IGNORED');
      expect(await applyPaymentNotice(world, { ...notice, kind: 'CLOSED' })).toBe('IGNORED');
      expect((await getOrder(world, actor, { orderNo })).paymentStatus).toBe('PAID');
    });

    it('leaves every law of the ledger unbroken', async () => {
      expect(await listBrokenLaws(createOrdersWorld(database()))).toEqual([]);
    });
  },
  clock,
);
