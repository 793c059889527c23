import { expect, it } from 'vitest';
import { lockAccounts } from '../credits/lock-accounts.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { addActor, createOrdersWorld } from '../testing/orders-world.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { cancelOrder } from './cancel-order.ts';
import { getOrder } from './get-order.ts';
import { hasOpenOrders } from './has-open-orders.ts';
import { listOrdersForExport } from './list-orders-for-export.ts';
import { pageOrders } from './page-orders.ts';
import { placeMembershipOrder } from './place-membership-order.ts';
import { placeRechargeOrder } from './place-recharge-order.ts';
import { simulatePayment } from './simulate-payment.ts';

forEachDialect(
  'listing orders',
  (database) => {
    it('pages the owner’s orders, newest first, by kind and status, each as it answers alone', async () => {
      const world = createOrdersWorld(database());
      const [actor, stranger] = [await addActor(world.db), await addActor(world.db)];
      const placed: string[] = [];
      for (let i = 0; i < 4; i += 1) {
        const place = i % 2 === 0 ? placeRechargeOrder : placeMembershipOrder;
        const { order } = await place(world, actor, { priceId: 1, paymentMethod: 'alipay' });
        placed.unshift(order.orderNo);
      }
      await placeRechargeOrder(world, stranger, { priceId: 1, paymentMethod: 'alipay' });
      const [m2, r2, m1, r1] = placed as [string, string, string, string];
      await simulatePayment(world, { orderType: 'membership', orderNo: m1 });
      await cancelOrder(world, actor, { orderNo: r1 });

      const all = await pageOrders(world, actor, { skip: 0, limit: 20 });
      expect(all.items.map(({ orderNo }) => orderNo)).toEqual(placed);
      expect(all).toMatchObject({ total: 4, skip: 0, limit: 20 });
      for (const item of all.items) {
        expect(item).toEqual(await getOrder(world, actor, { orderNo: item.orderNo }));
        expect(item.payment === null).toBe(item.paymentStatus !== 'PENDING');
      }
      const numbers = async (filter: object) => {
        const page = await pageOrders(world, actor, { skip: 0, limit: 20, ...filter });
        return { total: page.total, items: page.items.map(({ orderNo }) => orderNo) };
      };
      expect(await numbers({ skip: 1, limit: 2 })).toEqual({ total: 4, items: [r2, m1] });
      expect(await numbers({ skip: 9 })).toEqual({ total: 4, items: [] });
      expect(await numbers({ kind: 'membership' })).toEqual({ total: 2, items: [m2, m1] });
      expect(await numbers({ status: 'PENDING' })).toEqual({ total: 2, items: [m2, r2] });
      expect(await numbers({ kind: 'recharge', status: 'CLOSED' })).toEqual({ total: 1, items: [r1] });

      const exported: string[] = [];
      for await (const order of listOrdersForExport(world, actor.userId)) exported.push(order.orderNo);
      expect(exported).toEqual(placed.toReversed());
    });

    it('knows whether an account has orders that are still open', async () => {
      const world = createOrdersWorld(database());
      const actor = await addActor(world.db);
      const isOpen = () =>
        world.db.write(async (tx) => {
          await lockAccounts(tx, [actor.userId]);
          return hasOpenOrders(tx, actor.userId);
        });
      expect(await isOpen()).toBe(false);
      const { order } = await placeRechargeOrder(world, actor, { priceId: 1, paymentMethod: 'alipay' });
      expect(await isOpen()).toBe(true);
      await simulatePayment(world, { orderType: 'recharge', orderNo: order.orderNo });
      expect(await isOpen()).toBe(false);
    });
  },
  createTestClock(),
);
