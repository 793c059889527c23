import { expect, it } from 'vitest';
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
import { cancelOrder } from './cancel-order.ts';
import { checkOrder } from './check-order.ts';
import { closeExpiredOrders } from './close-expired-orders.ts';
import { closeOrder } from './close-order.ts';
import { getOrder } from './get-order.ts';
import { payOrder } from './pay-order.ts';
import { placeRechargeOrder } from './place-recharge-order.ts';

const clock = createTestClock();
const HALF_AN_HOUR_MS = 30 * 60_000;

forEachDialect(
  'closing orders',
  (database) => {
    const open = async (timeoutMs?: number) => {
      const gateway = createScriptedGateway(timeoutMs);
      const world = createOrdersWorld(database(), gateway.gateways);
      const actor = await addActor(world.db);
      const { order } = await placeRechargeOrder(world, actor, { priceId: 1, paymentMethod: 'alipay' });
      return { gateway, world, actor, orderNo: order.orderNo, outTradeNo: `${order.orderNo}01` };
    };

    it('asks before it closes, and cancelling twice answers the same', async () => {
      const { gateway, world, actor, orderNo, outTradeNo } = await open();
      world.published.length = 0;
      const cancelled = await cancelOrder(world, actor, { orderNo });
      expect(cancelled).toMatchObject({ paymentStatus: 'CLOSED', payment: null });
      expect(gateway.calls.slice(1)).toEqual([`query ${outTradeNo}`, `close ${outTradeNo}`]);
      expect(await cancelOrder(world, actor, { orderNo })).toEqual(cancelled);
      expect(await listAttemptStates(world.db, orderNo)).toEqual(['CLOSED']);
      expect(world.published).toEqual([{ userId: actor.userId, topic: 'orders', id: orderNo }]);
      await expect(payOrder(world, actor, { orderNo })).rejects.toMatchObject({
        reason: 'ORDER_NOT_PAYABLE',
      });
    });

    it('does not cancel what has been paid, and grants it instead', async () => {
      const { gateway, world, actor, orderNo, outTradeNo } = await open();
      gateway.pay(outTradeNo, world.db.now());
      await expect(cancelOrder(world, actor, { orderNo })).rejects.toMatchObject({
        reason: 'ORDER_NOT_CANCELLABLE',
      });
      expect(await listLedger(world.db, actor)).toEqual([`RECHARGE 10 ${orderNo}`]);
    });

    it('asks also about an attempt that is made while it closes', async () => {
      const { gateway, world, actor, orderNo } = await open();
      let isFirst = true;
      gateway.before = async (call) => {
        if (call !== 'close' || !isFirst) return;
        isFirst = false;
        await payOrder(world, actor, { orderNo });
      };
      expect(await closeOrder(world, orderNo)).toBe(true);
      expect(gateway.calls).toContain(`close ${orderNo}02`);
      expect(await listAttemptStates(world.db, orderNo)).toEqual(['CLOSED', 'CLOSED']);
    });

    it('leaves an order payable while its gateway does not answer', async () => {
      const { gateway, world, actor, orderNo } = await open(30);
      for (const silence of [
        () => Promise.reject(new Error('down')),
        () => new Promise<void>(() => undefined),
      ]) {
        gateway.before = silence;
        await expect(cancelOrder(world, actor, { orderNo })).rejects.toMatchObject({ reason: 'UNAVAILABLE' });
        expect(await checkOrder(world, actor, { orderNo })).toMatchObject({ paymentStatus: 'PENDING' });
      }
      gateway.before = () => undefined;
      expect((await cancelOrder(world, actor, { orderNo })).paymentStatus).toBe('CLOSED');
    });

    it('answers somebody else’s order like a missing or a misspelt one', async () => {
      const { world, orderNo } = await open();
      const stranger = await addActor(world.db);
      for (const name of [
        orderNo,
        'R20260301AAAAAAAAAAAAAAAA',
        'R\u0000',
        '\ud800',
        "' OR 1=1 --",
        'x'.repeat(64),
      ]) {
        for (const command of [getOrder, cancelOrder, checkOrder, payOrder]) {
          await expect(command(world, stranger, { orderNo: name })).rejects.toMatchObject({
            reason: 'NOT_FOUND',
          });
        }
      }
    });

    it('closes expired orders only, each after its gateway has answered, in several servers at once', async () => {
      const dead = await open();
      const old = [await open(), await open(), await open()];
      const paid = await open();
      paid.gateway.pay(paid.outTradeNo, paid.world.db.now());
      clock.advance(HALF_AN_HOUR_MS);
      const young = await open();
      // One gateway for the run: it knows nothing of these trades, fails for one and says that one was paid.
      const { gateway } = young;
      const unreachable = new Set([dead.outTradeNo]);
      gateway.before = (_, outTradeNo) => {
        if (unreachable.has(outTradeNo)) throw new Error('down');
      };
      const query = gateway.query.bind(gateway);
      gateway.query = (outTradeNo, signal) =>
        outTradeNo === paid.outTradeNo ? paid.gateway.query(outTradeNo, signal) : query(outTradeNo, signal);

      const second = createOrdersWorld(
        { db: await database().reopen(), dataDir: database().dataDir },
        gateway.gateways,
      );
      // SQLite has one server per file, so there it is the same one twice.
      const servers =
        young.world.db.dialect === 'postgres' ? [young.world, second] : [young.world, young.world];
      const [expired] = await young.world.db.reader.all<{ count: number }>(
        `SELECT COUNT(*) AS count FROM orders WHERE payment_status = 'PENDING' AND expires_at <= $now`,
        { now: clock.nowMs() },
      );
      const counts = await Promise.all(servers.map((deps) => closeExpiredOrders(deps)));
      const statusOf = async ({ world, actor, orderNo }: typeof young) =>
        (await getOrder(world, actor, { orderNo })).paymentStatus;
      for (const one of old) expect(await statusOf(one)).toBe('CLOSED');
      expect(await statusOf(dead)).toBe('PENDING');
      expect(await statusOf(paid)).toBe('PAID');
      expect(await statusOf(young)).toBe('PENDING');
      expect(await listLedger(paid.world.db, paid.actor)).toHaveLength(1);
      // Each was closed by one server; the paid and the unreachable one by none.
      expect(counts[0]! + counts[1]!).toBe(expired!.count - 2);

      unreachable.clear();
      expect(await closeExpiredOrders(young.world)).toBe(1);
      expect(await statusOf(dead)).toBe('CLOSED');
      expect(await closeExpiredOrders(young.world)).toBe(0);
    });

    it('keeps an expired order payable until the job has closed it, and closed when the clock steps back', async () => {
      const { gateway, world, actor, orderNo, outTradeNo } = await open();
      clock.advance(HALF_AN_HOUR_MS + 1);
      gateway.pay(outTradeNo, world.db.now());
      expect(await checkOrder(world, actor, { orderNo })).toMatchObject({
        paymentStatus: 'PAID',
        paidLate: false,
      });

      const next = await open();
      clock.advance(HALF_AN_HOUR_MS + 1);
      await closeExpiredOrders(next.world);
      clock.advance(-86_400_000);
      expect((await getOrder(next.world, next.actor, { orderNo: next.orderNo })).paymentStatus).toBe(
        'CLOSED',
      );
      const { order } = await placeRechargeOrder(next.world, next.actor, {
        priceId: 1,
        paymentMethod: 'alipay',
      });
      expect(await closeExpiredOrders(next.world)).toBe(0);
      expect((await getOrder(next.world, next.actor, { orderNo: order.orderNo })).paymentStatus).toBe(
        'PENDING',
      );
      clock.advance(86_400_000);
    });

    it('leaves every law of the ledger unbroken', async () => {
      expect(await listBrokenLaws(createOrdersWorld(database()))).toEqual([]);
    });
  },
  clock,
);
