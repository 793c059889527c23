import { expect, it } from 'vitest';
import type { RequestContext, Services } from '../app-context.ts';
import { membershipRouter } from '../membership/membership.router.ts';
import type { Actor } from '../platform/app-deps.ts';
import { createCallerFactory, router } from '../platform/trpc.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { addActor, createOrdersWorld, type OrdersWorld } from '../testing/orders-world.ts';
import { ordersRouter } from './orders.router.ts';

const createCaller = createCallerFactory(router({ orders: ordersRouter, membership: membershipRouter }));

forEachDialect('orders and membership over tRPC', (database) => {
  const callerFor = (world: OrdersWorld, actor: Actor | null) => {
    const context: Omit<RequestContext, 'services'> & { services: Partial<Services> } = {
      services: { ...world, rateLimiter: { consume: () => Promise.resolve() } },
      actor,
      requestId: 'test',
      address: '127.0.0.1',
      userAgent: null,
      locale: 'en',
      sessionCookie: { set: () => undefined, clear: () => undefined },
    };
    return createCaller(context as RequestContext);
  };

  it('sells a membership from the list to the payment', async () => {
    const world = createOrdersWorld(database());
    const api = callerFor(world, await addActor(world.db));
    const [plan] = await api.membership.prices();
    const [method] = await api.orders.methods();
    expect(await api.membership.preview({ priceId: plan!.id })).toMatchObject({
      currentEnd: null,
      exact: false,
    });
    const { order, replayed } = await api.orders.placeMembership({
      priceId: plan!.id,
      paymentMethod: method!.method,
    });
    expect(replayed).toBe(false);
    const { orderNo } = order;
    expect(await api.orders.check({ orderNo })).toEqual(order);
    await api.orders.simulate({ orderType: 'membership', orderNo });
    expect(await api.orders.get({ orderNo })).toMatchObject({ paymentStatus: 'PAID' });
    const { isMember, memberExpiredAt } = await api.membership.state();
    const page = await api.orders.page({});
    expect([isMember, memberExpiredAt]).toEqual([
      true,
      page.items[0]?.kind === 'membership' && page.items[0].endDate,
    ]);
  });

  it('shows strangers prices and methods only, and names every failing field', async () => {
    const world = createOrdersWorld(database());
    const anybody = callerFor(world, null);
    expect(await anybody.membership.prices()).toHaveLength(3);
    expect(await anybody.orders.methods()).toHaveLength(2);
    const refused = [
      anybody.membership.state(),
      anybody.membership.preview({ priceId: 1 }),
      anybody.orders.page({}),
      anybody.orders.get({ orderNo: 'x' }),
      anybody.orders.cancel({ orderNo: 'x' }),
      anybody.orders.check({ orderNo: 'x' }),
      anybody.orders.pay({ orderNo: 'x' }),
      anybody.orders.placeRecharge({ priceId: 1, paymentMethod: 'alipay' }),
    ];
    for (const call of refused)
      await expect(call).rejects.toMatchObject({ cause: { reason: 'UNAUTHENTICATED' } });

    const api = callerFor(world, await addActor(world.db));
    const wrong = { priceId: 0, paymentMethod: 'cash', idempotencyKey: 'ü', extra: 1 } as never;
    await expect(api.orders.placeRecharge(wrong)).rejects.toMatchObject({
      cause: {
        reason: 'VALIDATION_FAILED',
        details: {
          fields: ['priceId', 'paymentMethod', 'idempotencyKey', 'extra'].map(
            (path) => expect.objectContaining({ path }) as unknown,
          ),
        },
      },
    });
    expect((await api.orders.page({})).total).toBe(0);
  });
});
