import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { ORDER_NO_PATTERN } from '../../shared/contracts/orders.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import {
  type OrdersWorld,
  addActor,
  createOrdersWorld,
  listAttemptStates,
  listBrokenLaws,
} from '../testing/orders-world.ts';
import { createScriptedGateway } from '../testing/scripted-gateway.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { cancelOrder } from './cancel-order.ts';
import { payOrder } from './pay-order.ts';
import { placeMembershipOrder } from './place-membership-order.ts';
import { placeRechargeOrder } from './place-recharge-order.ts';
import { simulatePayment } from './simulate-payment.ts';

const clock = createTestClock();

forEachDialect(
  'placing an order',
  (database, dialect) => {
    const recharge = { priceId: 2, paymentMethod: 'alipay' } as const;
    const monthly = { priceId: 1, paymentMethod: 'wechat' } as const;

    const setOnSale = ({ db }: OrdersWorld, isActive: boolean) =>
      db.write((tx) => tx.run(`UPDATE credit_prices SET is_active = $isActive WHERE id = 2`, { isActive }));

    it('copies the numbers of what is on sale and answers with a code to scan', async () => {
      const world = createOrdersWorld(database());
      const actor = await addActor(world.db);
      const { order, replayed } = await placeRechargeOrder(world, actor, recharge);
      expect(replayed).toBe(false);
      expect(order.orderNo).toMatch(ORDER_NO_PATTERN);
      expect(order).toEqual({
        id: expect.any(Number) as number,
        userId: actor.userId,
        orderNo: order.orderNo,
        kind: 'recharge',
        priceFen: 1_000,
        refundedFen: 0,
        amount: 100,
        bonus: 10,
        totalAmount: 110,
        paymentMethod: 'alipay',
        paymentStatus: 'PENDING',
        paidLate: false,
        paidAt: null,
        createdAt: world.db.now(),
        expiresAt: new Date(world.db.now().getTime() + 30 * 60_000),
        payment: {
          mode: 'simulated',
          qrContent: `creatorstudio-pay://simulated/${order.orderNo}01`,
          retryable: false,
          expiresAt: order.expiresAt,
        },
      });
      expect(world.published).toEqual([{ userId: actor.userId, topic: 'orders', id: order.orderNo }]);

      const membership = await placeMembershipOrder(world, actor, monthly);
      expect(membership.order).toMatchObject({
        kind: 'membership',
        membershipType: 'MONTHLY',
        durationDays: 30,
        priceFen: 990,
        startDate: null,
        endDate: null,
      });
    });

    it('dates order numbers by the business time zone, over midnight and the year’s end', async () => {
      const world = createOrdersWorld(database());
      const actor = await addActor(world.db);
      const year = dialect === 'sqlite' ? 2026 : 2027;
      // A minute before midnight in Shanghai: in UTC the day has eight hours left.
      clock.set(new Date(`${year}-12-31T15:59:00Z`));
      const before = await placeRechargeOrder(world, actor, recharge);
      clock.advance(60_000);
      const after = await placeMembershipOrder(world, actor, monthly);
      expect(before.order.orderNo.slice(0, 9)).toBe(`R${year}1231`);
      expect(after.order.orderNo.slice(0, 9)).toBe(`M${year + 1}0101`);
    });

    it('refuses a price that is not, or no longer, on sale', async () => {
      const world = createOrdersWorld(database());
      const actor = await addActor(world.db);
      const refusal = { reason: 'NOT_FOUND' };
      await expect(placeRechargeOrder(world, actor, { ...recharge, priceId: 99 })).rejects.toMatchObject(
        refusal,
      );
      await setOnSale(world, false);
      await expect(placeRechargeOrder(world, actor, recharge)).rejects.toMatchObject(refusal);
      await setOnSale(world, true);
    });

    it('opens no order for an account that was deleted while the request was on its way', async () => {
      const world = createOrdersWorld(database());
      const actor = await addActor(world.db);
      await world.db.write((tx) =>
        tx.run(`UPDATE users SET username = NULL, deleted_at = $now WHERE id = $userId`, {
          userId: actor.userId,
          now: tx.now.getTime(),
        }),
      );
      await expect(placeRechargeOrder(world, actor, recharge)).rejects.toMatchObject({
        reason: 'UNAUTHENTICATED',
      });
    });

    it('answers the same key with the same order, and another input with IDEMPOTENCY_MISMATCH', async () => {
      const world = createOrdersWorld(database());
      const [actor, other] = [await addActor(world.db), await addActor(world.db)];
      const input = { ...recharge, idempotencyKey: 'key-1' };
      const first = await placeRechargeOrder(world, actor, input);
      const again = await placeRechargeOrder(world, actor, { ...input });
      expect(again).toEqual({ order: first.order, replayed: true });
      // A replay answers with the order as it is now, also when the package is sold no more.
      await simulatePayment(world, { orderType: 'recharge', orderNo: first.order.orderNo });
      await setOnSale(world, false);
      const later = await placeRechargeOrder(world, actor, input);
      await setOnSale(world, true);
      expect(later).toMatchObject({
        replayed: true,
        order: { orderNo: first.order.orderNo, paymentStatus: 'PAID', payment: null },
      });
      await expect(placeRechargeOrder(world, actor, { ...input, priceId: 3 })).rejects.toMatchObject({
        reason: 'IDEMPOTENCY_MISMATCH',
      });
      // A key belongs to one user and one operation.
      expect(
        (await placeMembershipOrder(world, actor, { ...monthly, idempotencyKey: 'key-1' })).replayed,
      ).toBe(false);
      expect((await placeRechargeOrder(world, other, input)).replayed).toBe(false);
    });

    it('refuses a sixth unpaid order, but not a replay of the first', async () => {
      const world = createOrdersWorld(database());
      const actor = await addActor(world.db);
      const keyed = await placeRechargeOrder(world, actor, { ...recharge, idempotencyKey: 'first' });
      // More at once than may be: the limit is exact in any interleaving.
      const results = await Promise.allSettled(
        Array.from({ length: 12 }, (_, i) =>
          i % 2 === 0
            ? placeRechargeOrder(world, actor, recharge)
            : placeMembershipOrder(world, actor, monthly),
        ),
      );
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(4);
      for (const result of results) {
        if (result.status === 'rejected') {
          expect(result.reason).toMatchObject({ reason: 'TOO_MANY_PENDING_ORDERS', details: { limit: 5 } });
        }
      }
      const replay = await placeRechargeOrder(world, actor, { ...recharge, idempotencyKey: 'first' });
      expect(replay).toEqual({ order: keyed.order, replayed: true });
    });

    it('counts a request that is sent twice at once as one, also for the last order allowed', async () => {
      const world = createOrdersWorld(database());
      const actor = await addActor(world.db);
      for (let i = 0; i < 4; i += 1) await placeRechargeOrder(world, actor, recharge);
      const input = { ...recharge, idempotencyKey: 'the last one' };
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => placeRechargeOrder(world, actor, input)),
      );
      expect(new Set(answers.map(({ order }) => order.orderNo)).size).toBe(1);
    });

    it('has one effect and equal answers for the same key a hundred times at once, on two servers', async () => {
      const gateway = createScriptedGateway();
      const here = createOrdersWorld(database(), gateway.gateways);
      const there =
        dialect === 'postgres'
          ? createOrdersWorld(
              { db: await database().reopen(), dataDir: database().dataDir },
              gateway.gateways,
            )
          : here;
      const actor = await addActor(here.db);
      const input = { ...recharge, idempotencyKey: randomUUID() };
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, i) => placeRechargeOrder(i % 2 === 0 ? here : there, actor, input)),
      );
      expect(new Set(answers.map(({ order }) => JSON.stringify(order))).size).toBe(1);
      expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
      // Whoever comes while the gateway is being asked waits for that answer.
      expect(gateway.calls.length).toBeLessThan(10);
      expect(answers[0]!.order.payment?.qrContent).toBe(`qr:${answers[0]!.order.orderNo}01`);
      expect(await listAttemptStates(here.db, answers[0]!.order.orderNo)).toEqual(['OPEN']);
    });

    it('keeps the order when the gateway fails or hangs, and paying again makes a new attempt', async () => {
      const gateway = createScriptedGateway(40);
      const world = createOrdersWorld(database(), gateway.gateways);
      const actor = await addActor(world.db);
      gateway.before = () => Promise.reject(new Error('no route to the gateway'));
      const failed = await placeRechargeOrder(world, actor, recharge);
      gateway.before = () => new Promise(() => undefined);
      const hung = await placeMembershipOrder(world, actor, monthly);
      for (const { order } of [failed, hung]) {
        expect(order.paymentStatus).toBe('PENDING');
        expect(order.payment).toMatchObject({ qrContent: null, retryable: true });
      }
      gateway.before = () => undefined;
      const paying = {
        orderNo: failed.order.orderNo,
        paymentMethod: 'wechat',
        idempotencyKey: 'again',
      } as const;
      const [one, two] = await Promise.all([payOrder(world, actor, paying), payOrder(world, actor, paying)]);
      expect(one.order).toEqual(two.order);
      expect([one.replayed, two.replayed].sort()).toEqual([false, true]);
      expect(one.order).toMatchObject({
        paymentMethod: 'wechat',
        payment: { qrContent: `qr:${failed.order.orderNo}02`, retryable: false },
      });
      expect(await listAttemptStates(world.db, failed.order.orderNo)).toEqual(['CLOSED', 'OPEN']);
      await expect(
        payOrder(world, actor, { orderNo: hung.order.orderNo, idempotencyKey: 'again' }),
      ).rejects.toMatchObject({ reason: 'IDEMPOTENCY_MISMATCH' });
    });

    it('takes a key for paying from the user, not from the order: of two orders at once only one gets it', async () => {
      const world = createOrdersWorld(database());
      const actor = await addActor(world.db);
      for (let round = 0; round < 4; round += 1) {
        const placed = [
          await placeRechargeOrder(world, actor, recharge),
          await placeRechargeOrder(world, actor, recharge),
        ];
        const results = await Promise.allSettled(
          placed.map(({ order }) =>
            payOrder(world, actor, { orderNo: order.orderNo, idempotencyKey: `both-${round}` }),
          ),
        );
        expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
        for (const { order } of placed) await cancelOrder(world, actor, { orderNo: order.orderNo });
      }
    });

    it('is completed by the same request after a crash between the commit and the gateway', async () => {
      const gateway = createScriptedGateway(60_000);
      const world = createOrdersWorld(database(), gateway.gateways);
      const actor = await addActor(world.db);
      const input = { ...recharge, idempotencyKey: 'crashed' };
      // As long as it matters, the first process does not hear from the gateway: it is gone.
      let letGo = (): void => undefined;
      gateway.before = () => new Promise((resolve) => (letGo = resolve));
      const gone = placeRechargeOrder(world, actor, input);
      await expect.poll(() => gateway.calls.length).toBe(1);
      gateway.before = () => undefined;
      const next = createOrdersWorld(
        { db: await database().reopen(), dataDir: database().dataDir },
        gateway.gateways,
      );
      const { order, replayed } = await placeRechargeOrder(next, actor, input);
      expect(replayed).toBe(true);
      expect(order.payment?.qrContent).toBe(`qr:${order.orderNo}01`);
      expect(await listAttemptStates(world.db, order.orderNo)).toEqual(['OPEN']);
      letGo();
      expect((await gone).order).toEqual(order);
    });

    it('closes an earlier attempt before a new one, and settles the order if that was paid', async () => {
      const gateway = createScriptedGateway();
      const world = createOrdersWorld(database(), gateway.gateways);
      const actor = await addActor(world.db);
      const { order } = await placeRechargeOrder(world, actor, recharge);
      await payOrder(world, actor, { orderNo: order.orderNo });
      expect(gateway.calls).toContain(`close ${order.orderNo}01`);
      gateway.pay(`${order.orderNo}02`, world.db.now());
      const paid = await payOrder(world, actor, { orderNo: order.orderNo });
      expect(paid.order).toMatchObject({ paymentStatus: 'PAID', payment: null });
      await expect(payOrder(world, actor, { orderNo: order.orderNo })).rejects.toMatchObject({
        reason: 'ORDER_NOT_PAYABLE',
      });
    });

    it('leaves every law of the ledger unbroken', async () => {
      expect(await listBrokenLaws(createOrdersWorld(database()))).toEqual([]);
    });
  },
  clock,
);
