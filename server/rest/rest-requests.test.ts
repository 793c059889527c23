import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createInstantProvider } from '../testing/instant-provider.ts';
import { startTestServer, type TestServer, type TestUser } from '../testing/test-server.ts';

/** Paths of the failing fields of an answer. */
function failingFields(answer: { details: Readonly<Record<string, unknown>> | null }): string[] {
  return (answer.details?.['fields'] as { path: string }[]).map(({ path }) => path);
}

describe('REST requests', () => {
  let server: TestServer;
  let user: TestUser;
  beforeAll(async () => {
    server = await startTestServer({ provider: createInstantProvider() });
    user = await server.register();
  });
  afterAll(() => server.close());

  it('names every failing field, of every part of the request, in REST names', async () => {
    const answer = await server.rest('/credit/recharge', {
      user,
      body: { price_id: '1', colour: 'red' },
      headers: { 'idempotency-key': 'two words' },
    });
    expect(answer).toMatchObject({ status: 400, reason: 'VALIDATION_FAILED' });
    expect(failingFields(answer).sort()).toEqual(['colour', 'idempotency-key', 'payment_method', 'price_id']);
    const empty = await server.rest('/auth/register', { method: 'POST' });
    expect(failingFields(empty)).toEqual(['username', 'password']);
    const page = await server.rest('/credit/transactions?skip=-1&limit=101&type=GIFT&page=2', { user });
    expect(failingFields(page).sort()).toEqual(['limit', 'page', 'skip', 'type']);
  });

  it.each(['1e3', '', '-0', '1.5', '+1', '01', '0x10', ' 1', '１', '0', '101', '1&limit=2', 'null', '1%00'])(
    'refuses limit=%s',
    async (limit) => {
      const answer = await server.rest(`/credit/transactions?limit=${limit}`, { user });
      expect(answer).toMatchObject({ status: 400, reason: 'VALIDATION_FAILED' });
      expect(failingFields(answer)).toEqual(['limit']);
    },
  );

  it('pages with skip and limit as given, or 0 and 20', async () => {
    const given = await server.rest('/credit/recharge/orders?skip=7&limit=100', { user });
    expect(given.data).toEqual({ items: [], total: 0, skip: 7, limit: 100 });
    const without = await server.rest('/credit/recharge/orders', { user });
    expect(without.data).toEqual({ items: [], total: 0, skip: 0, limit: 20 });
  });

  it.each([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'account=a&password=b', 415],
    ['multipart', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--', 415],
    ['plain text', { 'content-type': 'text/plain' }, '{"account":"a","password":"b"}', 415],
    ['no type at all', { 'content-type': '' }, '{"account":"a","password":"b"}', 415],
    ['broken JSON', { 'content-type': 'application/json' }, '{"account":', 400],
    ['a prototype', { 'content-type': 'application/json' }, '{"__proto__":{"account":"a"}}', 400],
    ['a list', { 'content-type': 'application/json' }, '[1]', 400],
    ['null', { 'content-type': 'application/json' }, 'null', 400],
    ['too much', { 'content-type': 'application/json' }, `"${'x'.repeat(1_048_576)}"`, 413],
  ])('refuses %s as a body', async (_what, headers, payload, status) => {
    const response = await server.app.inject({ method: 'POST', url: '/api/v1/auth/login', headers, payload });
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({
      code: status,
      data: null,
      request_id: expect.any(String) as string,
    });
  });

  it('takes a POST without a body where none is needed, with or without a type, and ignores one on GET', async () => {
    const other = await server.register();
    const request = { method: 'POST', url: '/api/v1/auth/logout' } as const;
    const headers = { ...other.headers, 'content-type': 'application/json' };
    expect((await server.app.inject({ ...request, headers })).statusCode).toBe(200);
    const get = {
      method: 'GET',
      url: '/api/v1/auth/me',
      headers: { ...user.headers, 'content-type': 'text/plain' },
    } as const;
    expect((await server.app.inject({ ...get, payload: 'ignored' })).statusCode).toBe(200);
  });

  it('counts no cookie, and no other scheme, as a proof of who is calling', async () => {
    for (const headers of [
      { cookie: `studio_session=${user.token}` },
      { authorization: user.token },
      { authorization: `Basic ${user.token}` },
      { authorization: 'Bearer' },
      { authorization: 'Bearer nobody', cookie: `studio_session=${user.token}` },
    ]) {
      const answer = await server.rest('/auth/me', { headers });
      expect(answer).toMatchObject({ status: 401, reason: 'UNAUTHENTICATED' });
    }
  });

  it('places one order for one Idempotency-Key, and says when it repeats itself', async () => {
    const buyer = await server.register();
    const request = {
      user: buyer,
      body: { price_id: 1, payment_method: 'alipay' },
      headers: { 'idempotency-key': 'k' },
    };
    const first = await server.rest<{ order_no: string }>('/credit/recharge', request);
    const again = await server.rest('/credit/recharge', request);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.data).toEqual(first.data);
    const other = await server.rest('/credit/recharge', {
      ...request,
      body: { price_id: 2, payment_method: 'alipay' },
    });
    expect(other).toMatchObject({ status: 409, reason: 'IDEMPOTENCY_MISMATCH' });
  });

  it('charges a generation once for one id, and once for one Idempotency-Key', async () => {
    const creator = await server.register();
    await server.recharge(creator);
    const id = '0192f7aa-0000-7000-8000-00000000000A';
    const body = { kind: 'TEXT', prompt: 'a poem' };
    const headers = { 'idempotency-key': 'poem' };
    const byId = [1, 2].map(() => server.rest('/generations', { user: creator, body: { ...body, id } }));
    const byKey = [1, 2].map(() =>
      server.rest<{ id: string }>('/generations', { user: creator, body, headers }),
    );
    const [first, second] = await Promise.all(byKey);
    expect(first?.data.id).toBe(second?.data.id);
    expect((await Promise.all(byId)).map(({ data }) => data)).toMatchObject([{ id: id.toLowerCase() }, {}]);
    expect((await server.rest('/credit/balance', { user: creator })).data).toMatchObject({ credits: 90 });
  });

  it('answers in the language that is asked for, Chinese when none is', async () => {
    const login = (language?: string) =>
      server.rest('/auth/login', {
        body: { account: 'nobody', password: 'nothing' },
        ...(language === undefined ? {} : { headers: { 'accept-language': language } }),
      });
    expect((await login()).message).toBe('账号或密码不正确。');
    expect((await login('fr, en;q=0.5, zh;q=0.1')).message).toBe('The account or the password is not right.');
    expect((await login('en;q=0, zh')).message).toBe('账号或密码不正确。');
  });

  it('tells a stranger about somebody else’s order and generation what it tells about missing ones', async () => {
    const owner = await server.register();
    const orderNo = await server.recharge(owner);
    const { data } = await server.rest<{ id: string }>('/generations', {
      user: owner,
      body: { kind: 'TEXT', prompt: 'mine' },
    });
    for (const [mine, missing] of [
      [`/credit/orders/${orderNo}`, '/credit/orders/R202601010000000000000000'],
      [`/generations/${data.id}`, '/generations/0192f7aa-0000-7000-8000-0000000000ff'],
    ] as const) {
      const [foreign, none] = await Promise.all([
        server.rest(mine, { user }),
        server.rest(missing, { user }),
      ]);
      expect(foreign).toMatchObject({ status: 404, reason: 'NOT_FOUND' });
      expect({ ...none, headers: null }).toEqual({ ...foreign, headers: null });
    }
  });

  it('keeps to itself what went wrong inside', async () => {
    vi.spyOn(server.services.db, 'model').mockImplementation(() => {
      throw new Error('SELECT secret FROM credit_prices');
    });
    const response = await server.app.inject('/api/v1/credit/prices');
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toMatch(/secret|SELECT|stack|\.ts/);
    expect(response.json()).toMatchObject({ code: 500, reason: 'INTERNAL', details: null, data: null });
  });

  it('says 503 and when to come back while the database is busy', async () => {
    vi.spyOn(server.services.db, 'model').mockImplementation(() => {
      throw Object.assign(new Error('SQLITE_BUSY: database is locked'), { code: 'SQLITE_BUSY' });
    });
    const response = await server.app.inject('/api/v1/credit/prices');
    expect(response.json()).toMatchObject({ code: 503, reason: 'UNAVAILABLE' });
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('REST limits', () => {
  it('refuse with 429 and Retry-After: callbacks by address, users by user, strangers by address', async () => {
    const few = { points: 3, seconds: 60 };
    const many = { points: 1_000, seconds: 60 };
    const server = await startTestServer({
      provider: createInstantProvider(),
      limits: {
        rates: {
          signInPerAccount: many,
          signInPerAddress: many,
          registerPerAddress: many,
          callsPerUser: few,
          anonymousPerAddress: few,
          callbacksPerAddress: few,
        },
      },
    });
    try {
      const users = [await server.register(), await server.register()];
      const [user, other] = users;
      const prices = () => server.rest('/credit/prices');
      const balance = () => server.rest('/credit/balance', { user: user! });
      const callback = () =>
        server.rest('/credit/payment/callback', { body: { order_type: 'recharge', order_no: 'R1' } });
      // The two registrations were a stranger's calls, too.
      expect((await prices()).status).toBe(200);
      for (const call of [prices, balance, callback]) {
        for (let i = 0; i < 3 && call !== prices; i += 1) expect((await call()).status).not.toBe(429);
        const refused = await call();
        expect(refused).toMatchObject({ status: 429, reason: 'RATE_LIMITED' });
        expect(Number(refused.headers['retry-after'])).toBe(refused.details?.['retry_after_seconds']);
      }
      expect((await server.rest('/credit/balance', { user: other! })).status).toBe(200);
    } finally {
      await server.close();
    }
  });
});
