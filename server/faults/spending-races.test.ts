import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectLawful } from '../testing/expect-lawful.ts';
import { createInstantProvider } from '../testing/instant-provider.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

describe.each(['sqlite', 'postgres'] as const)('one user at many doors at once (%s)', (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({
      dialect,
      provider: createInstantProvider(),
      startJobs: false,
      startWorker: false,
    });
  });
  afterAll(() => server.close());

  const trpc = async (path: string, input: object, headers: Record<string, string>): Promise<number> => {
    const response = await server.app.inject({
      method: 'POST',
      url: `/trpc/${path}`,
      payload: JSON.stringify({ json: input }),
      headers: { 'content-type': 'application/json', ...headers },
    });
    return response.statusCode;
  };
  const rest = async (path: string, body: object, headers: Record<string, string> = {}): Promise<number> =>
    (await server.rest(path, { body, headers })).status;

  it('spends each credit once, over REST and tRPC mixed, with ids of its own and with shared ones', async () => {
    const user = await server.register();
    await server.recharge(user, 2);
    const shared = Array.from({ length: 5 }, () => randomUUID());
    const starts = Array.from({ length: 60 }, (_, i) => {
      const job = { id: i < 30 ? (shared[i % 5] ?? '') : randomUUID(), kind: 'TEXT', prompt: 'a crane' };
      return i % 2 === 0
        ? rest('/generations', job, user.headers)
        : trpc('generation.start', job, user.headers);
    });
    const statuses = await Promise.all(starts);
    expect(statuses.every((status) => status === 200 || status === 402)).toBe(true);
    const balance = await server.rest<{ credits: number }>('/credit/balance', { user });
    const jobs = await server.rest<{ total: number }>('/generations', { user });
    expect([balance.data.credits, jobs.data.total]).toEqual([0, 11]);
    await expectLawful(server.services.db);
  });

  it('gives the credits of cancelled jobs back once, however often and wherever they are cancelled', async () => {
    const user = await server.register();
    await server.recharge(user, 2);
    const ids = Array.from({ length: 11 }, () => randomUUID());
    for (const id of ids) await rest('/generations', { id, kind: 'IMAGE', prompt: 'a crane' }, user.headers);
    await Promise.all(
      ids.flatMap((id) =>
        Array.from({ length: 4 }, (_, i) =>
          i % 2 === 0
            ? rest(`/generations/${id}/cancel`, {}, user.headers)
            : trpc('generation.cancel', { id }, user.headers),
        ),
      ),
    );
    expect((await server.rest<{ credits: number }>('/credit/balance', { user })).data.credits).toBe(110);
    await expectLawful(server.services.db);
  });

  it('grants an order that is paid, cancelled, checked and paid anew at once, or closes it, and never both', async () => {
    const user = await server.register();
    let granted = 0;
    for (let round = 0; round < 6; round += 1) {
      const body = { price_id: 1, payment_method: 'alipay' };
      const placed = await server.rest<{ order_no: string }>('/credit/recharge', { user, body });
      const { order_no: orderNo } = placed.data;
      const callback = (): Promise<number> =>
        rest('/credit/payment/callback', { order_type: 'recharge', order_no: orderNo });
      const statuses = await Promise.all([
        rest(`/credit/orders/${orderNo}/cancel`, {}, user.headers),
        callback(),
        trpc('orders.pay', { orderNo, paymentMethod: 'wechat' }, user.headers),
        trpc('orders.cancel', { orderNo }, user.headers),
        callback(),
        rest(`/credit/orders/${orderNo}/check`, {}, user.headers),
      ]);
      expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
      const order = await server.rest<{ payment_status: string }>(`/credit/orders/${orderNo}`, { user });
      expect(order.data.payment_status).toMatch(/^(PAID|CLOSED)$/);
      if (order.data.payment_status === 'PAID') granted += 10;
    }
    expect((await server.rest<{ credits: number }>('/credit/balance', { user })).data.credits).toBe(granted);
    await expectLawful(server.services.db);
  });

  it('leaves nothing open behind an account that is deleted while it starts jobs and places orders', async () => {
    for (let round = 0; round < 3; round += 1) {
      const user = await server.register();
      await server.recharge(user, 2);
      const order = { priceId: 1, paymentMethod: 'alipay' };
      const statuses = await Promise.all([
        trpc('generation.start', { id: randomUUID(), kind: 'TEXT', prompt: 'secret' }, user.headers),
        trpc('account.delete', { password: user.password, confirmCredits: 110 }, user.headers),
        trpc('orders.placeRecharge', order, user.headers),
        trpc('generation.start', { id: randomUUID(), kind: 'TEXT', prompt: 'secret' }, user.headers),
        trpc('account.delete', { password: user.password, confirmCredits: 110 }, user.headers),
      ]);
      expect(statuses.filter((status) => status >= 500)).toEqual([]);
      const me = await server.rest('/auth/me', { user });
      const open = await server.services.db.reader.all<{ count: number }>(
        `SELECT (SELECT COUNT(*) FROM orders WHERE user_id = $userId AND payment_status = 'PENDING')
              + (SELECT COUNT(*) FROM generations WHERE user_id = $userId AND status = 'QUEUED') AS count`,
        { userId: user.id },
      );
      if (me.status === 401) expect(open).toEqual([{ count: 0 }]);
    }
    await expectLawful(server.services.db);
  });
});
