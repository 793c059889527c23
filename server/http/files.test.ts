import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createInstantProvider } from '../testing/instant-provider.ts';
import { startTestServer, type TestServer, type TestUser } from '../testing/test-server.ts';

describe('files', () => {
  let server: TestServer;
  let owner: TestUser;
  let url: string;
  const whole = Buffer.from(Uint8Array.from({ length: 1_000 }, (_, i) => i % 251));

  beforeAll(async () => {
    server = await startTestServer({ provider: createInstantProvider() });
    owner = await server.register();
    await server.recharge(owner);
    const body = { kind: 'IMAGE', prompt: 'a boat' };
    const { data } = await server.rest<{ id: string }>('/generations', { user: owner, body });
    url = await vi.waitFor(async () => {
      const now = await server.rest<{ outputs: { url: string }[] }>(`/generations/${data.id}`, {
        user: owner,
      });
      return now.data.outputs[0]!.url;
    });
  });
  afterAll(() => server.close());

  const get = (headers: Record<string, string> = {}, path = url) =>
    server.app.inject({ url: path, headers: { ...owner.headers, ...headers } });

  it('come whole, as what they are, and harmless when opened as a page', async () => {
    const response = await get();
    expect(response.statusCode).toBe(200);
    expect(response.rawPayload).toEqual(whole);
    expect(response.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': '1000',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringMatching(/^private/) as string,
      'content-security-policy': "sandbox; default-src 'none'",
      'content-disposition': expect.stringMatching(/^inline; filename="[\w.-]+\.png"$/) as string,
    });
  });

  it('answer HEAD with the same headers and no body, and an unchanged file with 304', async () => {
    const head = await server.app.inject({ method: 'HEAD', url, headers: owner.headers });
    expect(head.headers).toMatchObject({ 'content-length': '1000', 'content-type': 'image/png' });
    expect(head.rawPayload).toHaveLength(0);
    const { headers } = await get();
    const unchanged = await get({ 'if-none-match': headers.etag as string });
    expect({ status: unchanged.statusCode, length: unchanged.rawPayload.length }).toEqual({
      status: 304,
      length: 0,
    });
  });

  it.each([
    ['bytes=0-9', 0, 10],
    ['bytes=990-', 990, 1_000],
    ['bytes=-5', 995, 1_000],
    ['bytes=-5000', 0, 1_000],
    ['bytes=995-5000', 995, 1_000],
  ])('serve the range %s', async (range, from, to) => {
    const response = await get({ range });
    expect(response.statusCode).toBe(206);
    expect(response.headers['content-range']).toBe(`bytes ${from}-${to - 1}/1000`);
    expect(response.rawPayload).toEqual(whole.subarray(from, to));
  });

  it.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0', 'bytes=9-3'])(
    'refuse the range %s',
    async (range) => {
      const response = await get({ range });
      expect(response.json()).toMatchObject({ code: 416, reason: 'RANGE_NOT_SATISFIABLE' });
      expect(response.headers['content-range']).toBe('bytes */1000');
      expect(response.headers).not.toHaveProperty('content-disposition');
    },
  );

  it('are there for their owner only, by Bearer or cookie', async () => {
    expect((await server.app.inject(url)).json()).toMatchObject({ code: 401 });
    const stranger = await server.register();
    expect((await server.app.inject({ url, headers: stranger.headers })).json()).toMatchObject({ code: 404 });
    const signedIn = await server.app.inject({
      method: 'POST',
      url: '/trpc/auth.signIn',
      payload: { json: { account: owner.username, password: owner.password } },
    });
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0]!;
    expect((await server.app.inject({ url, headers: { cookie } })).statusCode).toBe(200);
  });

  it.each([
    '/files/generations/..%2f..%2fstudio.db/0.png',
    '/files/generations/%2e%2e/0.png',
    '/files/generations/x/0.png',
    '/files/exports/../generations',
    '/files/..%2f..%2f..%2fetc/passwd',
    '/files/',
    '/files',
  ])('have no other addresses: %s', async (path) => {
    expect((await get({}, path)).json()).toMatchObject({ code: 404, reason: 'NOT_FOUND' });
    expect((await get({}, url.replace('0.png', '0.jpg'))).json()).toMatchObject({ code: 404 });
  });

  it('hold the ledger as CSV and the account as JSON, to be saved under a name', async () => {
    const csv = await get({ 'accept-language': 'en' }, '/files/exports/transactions.csv');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.headers['content-disposition']).toMatch(
      /^attachment; filename="creator-studio-transactions-\d{4}-\d\d-\d\d\.csv"$/,
    );
    expect(csv.body).toMatch(/^\uFEFF/);
    expect(csv.body).toContain('Asia/Shanghai');
    const account = await get({}, '/files/exports/account.json');
    expect(account.headers['content-disposition']).toMatch(/^attachment; .*account-.*\.json"$/);
    expect(account.json()).toMatchObject({ profile: { username: owner.username } });
    expect(account.body).not.toContain(owner.token);
  });

  it('name the language of an export in the address, which wins over the header', async () => {
    const ask = (locale: string) =>
      get({ 'accept-language': 'en' }, `/files/exports/transactions.csv?locale=${locale}`);
    const chinese = await ask('zh-CN');
    expect(chinese.headers['content-language']).toBe('zh-CN');
    expect(chinese.body).toContain('积分明细');
    const french = await ask('fr');
    expect(french.statusCode).toBe(400);
    expect(french.json()).toMatchObject({ details: { fields: [{ path: 'locale' }] } });
  });

  it('export a period given by instants, and refuse any other', async () => {
    const later = '/files/exports/transactions.csv?from=2100-01-01T00:00:00Z';
    expect((await get({}, later)).body).not.toContain('AI');
    const wrong = await get({}, '/files/exports/transactions.csv?from=yesterday&to=2026&kind=x');
    expect(wrong.json()).toMatchObject({ code: 400, reason: 'VALIDATION_FAILED' });
    const fields = wrong.json<{ details: { fields: { path: string }[] } }>().details.fields;
    expect(fields.map(({ path }) => path).sort()).toEqual(['from', 'kind', 'to']);
  });
});
