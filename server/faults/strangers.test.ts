import { randomUUID } from 'node:crypto';
import superjson from 'superjson';
import { afterAll, beforeAll, expect, it, describe } from 'vitest';
import { listOperations, type ApiDocument } from '../testing/fuzz/rest-cases.ts';
import { listProcedures } from '../testing/fuzz/trpc-cases.ts';
import { createInstantProvider } from '../testing/instant-provider.ts';
import { startTestServer, type TestServer, type TestUser } from '../testing/test-server.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

/** How inputs name what somebody owns. */
type Names = Readonly<Record<'id' | 'orderNo' | 'sessionId', string>>;

describe('what belongs to somebody else', () => {
  let server: TestServer;
  let stranger: TestUser;
  let theirs: Names;
  const missing: Names = { id: randomUUID(), orderNo: 'R202601220123456789ABCDEFG', sessionId: randomUUID() };

  beforeAll(async () => {
    server = await startTestServer({
      provider: createInstantProvider(),
      startJobs: false,
      startWorker: false,
    });
    const owner = await server.register('owner');
    stranger = await server.register('stranger');
    await server.recharge(owner, 4);
    const id = randomUUID();
    await server.rest('/generations', { user: owner, body: { id, kind: 'TEXT', prompt: 'mine' } });
    const order = { price_id: 1, payment_method: 'alipay' };
    const placed = await server.rest<{ order_no: string }>('/credit/recharge', { user: owner, body: order });
    const [session] = await server.services.db.reader.all<{ id: string }>(
      `SELECT id FROM sessions WHERE user_id = $userId`,
      { userId: owner.id },
    );
    theirs = { id, orderNo: placed.data.order_no, sessionId: session?.id ?? '' };
  });
  afterAll(() => server.close());

  const everything = async (): Promise<string> => {
    const tables = [
      'orders',
      'payments',
      'generations',
      'generation_outputs',
      'credit_transactions',
      'sessions',
    ];
    const rows = tables.map((table) => server.services.db.reader.all(`SELECT * FROM ${table} ORDER BY 1`));
    return JSON.stringify(await Promise.all(rows));
  };

  it('answers every procedure that names it as if it were not there', async () => {
    const naming = listProcedures().filter(
      // Starting makes an id one's own, and the simulator's callback is for whoever has paid.
      ({ path, input }) =>
        path !== 'generation.start' &&
        path !== 'orders.simulate' &&
        Object.keys(missing).some((name) => name in (input?.properties ?? {})),
    );
    expect(naming.length).toBeGreaterThan(7);
    const before = await everything();
    for (const { path, type, input } of naming) {
      const call = async (names: Names): Promise<unknown> => {
        const wanted = Object.entries(names).filter(([name]) => name in (input?.properties ?? {}));
        const text = superjson.stringify(Object.fromEntries(wanted));
        const response = await server.app.inject({
          method: type === 'query' ? 'GET' : 'POST',
          url: `/trpc/${path}${type === 'query' ? `?input=${encodeURIComponent(text)}` : ''}`,
          headers: { ...stranger.headers, ...(type === 'query' ? {} : JSON_TYPE) },
          ...(type === 'query' ? {} : { payload: text }),
        });
        const { error } = response.json<{
          error: { json: { data: { requestId?: string; reason: string } } };
        }>();
        delete error.json.data.requestId;
        return error.json;
      };
      const answer = await call(theirs);
      expect(answer, path).toMatchObject({ data: { reason: 'NOT_FOUND' } });
      expect(answer, path).toEqual(await call(missing));
    }
    expect(await everything()).toBe(before);
  });

  it('answers every route that names it as if it were not there', async () => {
    const { paths } = (await server.app.inject('/api/v1/openapi.json')).json<ApiDocument>();
    const naming = listOperations({ paths }).filter(({ path }) => path.includes('{'));
    expect(naming.length).toBeGreaterThan(4);
    const before = await everything();
    const addresses = [
      ...naming.map(({ method, path }) => [method, path] as const),
      ['GET', '/files/generations/{id}/0.png'] as const,
    ];
    for (const [method, path] of addresses) {
      for (const names of [theirs, missing]) {
        const url = path.replace('{id}', names.id).replace('{order_no}', names.orderNo);
        const response = await server.app.inject({ method, url, headers: stranger.headers });
        expect(response.json(), url).toMatchObject({ code: 404, reason: 'NOT_FOUND', details: null });
        expect((await server.app.inject({ method, url })).json(), url).toMatchObject({
          reason: 'UNAUTHENTICATED',
        });
      }
    }
    expect(await everything()).toBe(before);
  });
});
