import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { getMembershipState } from '../membership/get-membership-state.ts';
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
import { closeExpiredOrders } from './close-expired-orders.ts';
import { listPaymentMethods } from './list-payment-methods.ts';
import { placeMembershipOrder } from './place-membership-order.ts';
import { placeRechargeOrder } from './place-recharge-order.ts';
import { simulatePayment } from './simulate-payment.ts';

const clock = createTestClock();

forEachDialect(
  'simulated payment',
  (database) => {
    const open = async () => {
      const world = createOrdersWorld(database());
      const actor = await addActor(world.db);
      const { order } = await placeRechargeOrder(world, actor, { priceId: 2, paymentMethod: 'wechat' });
      return {
        world,
        actor,
        orderNo: order.orderNo,
        input: { orderType: 'recharge', orderNo: order.orderNo } as const,
      };
    };

    it('pays once, however often and at once it is called, and answers the same', async () => {
      const { world, actor, orderNo, input } = await open();
      const answers = await Promise.all(Array.from({ length: 20 }, () => simulatePayment(world, input)));
      for (const answer of [...answers, await simulatePayment(world, input)]) {
        expect(answer).toEqual({ orderType: 'recharge', orderNo, paymentStatus: 'PAID' });
      }
      expect(await listLedger(world.db, actor)).toEqual([`RECHARGE 100 ${orderNo}`, `REWARD 10 ${orderNo}`]);
      expect(await listAttemptStates(world.db, orderNo)).toEqual(['SUCCEEDED']);
    });

    it('makes a member', async () => {
      const { world, actor } = await open();
      const { order } = await placeMembershipOrder(world, actor, { priceId: 1, paymentMethod: 'alipay' });
      await simulatePayment(world, { orderType: 'membership', orderNo: order.orderNo });
      expect(await getMembershipState(world.db.reader, world.db.now(), actor.userId)).toEqual({
        isMember: true,
        memberExpiredAt: new Date(world.db.now().getTime() + 30 * 86_400_000),
      });
    });

    it('refuses closed and refunded orders, and knows nothing of unknown ones or of the other kind', async () => {
      const { world, actor, orderNo, input } = await open();
      for (const unknown of ['R20260122001', 'R20260301AAAAAAAAAAAAAAAA', '\u0000', '\udfff', '%']) {
        await expect(simulatePayment(world, { ...input, orderNo: unknown })).rejects.toMatchObject({
          reason: 'NOT_FOUND',
        });
      }
      await expect(simulatePayment(world, { ...input, orderType: 'membership' })).rejects.toMatchObject({
        reason: 'NOT_FOUND',
      });
      await cancelOrder(world, actor, { orderNo });
      await expect(simulatePayment(world, input)).rejects.toMatchObject({ reason: 'ORDER_NOT_PAYABLE' });

      const paid = await open();
      await simulatePayment(paid.world, paid.input);
      const setStatus = (status: string) =>
        world.db.write((tx) =>
          tx.run(`UPDATE orders SET payment_status = $status WHERE order_no = $orderNo`, {
            status,
            orderNo: paid.orderNo,
          }),
        );
      for (const status of ['REFUNDING', 'REFUNDED']) {
        await setStatus(status);
        await expect(simulatePayment(world, paid.input)).rejects.toMatchObject({
          reason: 'ORDER_NOT_PAYABLE',
        });
      }
      await setStatus('PAID');
    });

    it('does not exist where payments are not simulated', async () => {
      const { world, input } = await open();
      const { gateways } = createScriptedGateway();
      await expect(simulatePayment({ ...world, gateways }, input)).rejects.toMatchObject({
        reason: 'NOT_FOUND',
      });
      expect(listPaymentMethods(world)).toEqual([
        { method: 'alipay', mode: 'simulated' },
        { method: 'wechat', mode: 'simulated' },
      ]);
    });

    it('survives a crash between the payment and its notice: asking or closing finds the money', async () => {
      for (const find of [checkOrder, closeExpiredOrders]) {
        const { world, actor, orderNo } = await open();
        await world.gateways.simulator!.pay(`${orderNo}01`, world.db.now());
        // Another process, which was not there when it was paid.
        const next = createOrdersWorld(database());
        clock.advance(31 * 60_000);
        await (find === checkOrder ? checkOrder(next, actor, { orderNo }) : closeExpiredOrders(next));
        expect(await listLedger(world.db, actor)).toHaveLength(2);
      }
    });

    it('pays an order whose attempt was lost, never opened or closed at the gateway alone', async () => {
      const lost = await open();
      rmSync(join(database().dataDir, 'simulated-gateway'), { recursive: true });
      expect((await simulatePayment(lost.world, lost.input)).paymentStatus).toBe('PAID');

      const closed = await open();
      await closed.world.gateways.simulator!.close(`${closed.orderNo}01`, AbortSignal.timeout(1_000));
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => simulatePayment(closed.world, closed.input)),
      );
      expect(new Set(answers.map(({ paymentStatus }) => paymentStatus))).toEqual(new Set(['PAID']));
      expect(await listLedger(closed.world.db, closed.actor)).toHaveLength(2);
      expect(await listAttemptStates(closed.world.db, closed.orderNo)).toEqual(['OPEN', 'SUCCEEDED']);
    });

    it('and a cancel at the same time end in one of two ways, with what belongs to it', async () => {
      for (let round = 0; round < 10; round += 1) {
        const { world, actor, orderNo, input } = await open();
        await Promise.allSettled([cancelOrder(world, actor, { orderNo }), simulatePayment(world, input)]);
        const { paymentStatus } = await checkOrder(world, actor, { orderNo });
        expect(['PAID', 'CLOSED']).toContain(paymentStatus);
        expect(await listLedger(world.db, actor)).toHaveLength(paymentStatus === 'PAID' ? 2 : 0);
      }
    });

    it('does not pass off a made-up notice as its own', async () => {
      const { world, orderNo } = await open();
      const { simulator } = world.gateways;
      const body = (wire: unknown) => Buffer.from(typeof wire === 'string' ? wire : JSON.stringify(wire));
      const forged = { out_trade_no: `${orderNo}01`, trade_no: `SIM${orderNo}01`, amount_fen: 1_000 };
      for (const wire of [forged, { ...forged, out_trade_no: '../../etc/passwd' }, 'not json', 'null', '']) {
        const verdict = await simulator!.verifyNotice({
          headers: {},
          body: body(wire),
          receivedAt: world.db.now(),
        });
        expect(verdict.genuine).toBe(false);
      }
      const genuine = await simulator!.pay(`${orderNo}01`, world.db.now());
      const verdict = await simulator!.verifyNotice(genuine!);
      if (!verdict.genuine || !verdict.notice) throw new Error('the simulator knows its own notice');
      expect(await applyPaymentNotice(world, verdict.notice)).toBe('SETTLED');
      const dearer = { ...forged, amount_fen: 1 };
      expect(
        (await simulator!.verifyNotice({ headers: {}, body: body(dearer), receivedAt: world.db.now() }))
          .genuine,
      ).toBe(false);
    });

    it('leaves every law of the ledger unbroken', async () => {
      expect(await listBrokenLaws(createOrdersWorld(database()))).toEqual([]);
    });
  },
  clock,
);
