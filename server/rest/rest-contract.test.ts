import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createInstantProvider } from '../testing/instant-provider.ts';
import { startTestServer, type RestAnswer, type TestServer, type TestUser } from '../testing/test-server.ts';
import { SUMMARIES_ZH } from './docs/docs-words.ts';

interface Operation {
  operationId: string;
  security: unknown[];
  responses: Record<
    string,
    {
      content: Record<
        string,
        { schema: object; example?: { data: unknown }; examples?: Record<string, unknown> }
      >;
    }
  >;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}

const USER = ['id', 'username', 'email', 'created_at'];
const SESSION = ['token', 'expires_at', 'user'];
const RECHARGE_ORDER = [
  ...['id', 'user_id', 'order_no', 'amount', 'bonus', 'total_amount', 'price', 'payment_method'],
  ...['payment_status', 'paid_at', 'created_at', 'expires_at'],
];
const MEMBERSHIP_ORDER = [
  ...['id', 'user_id', 'order_no', 'membership_type', 'duration_days', 'price', 'payment_method'],
  ...['payment_status', 'start_date', 'end_date', 'paid_at', 'created_at', 'expires_at'],
];
const GENERATION = [
  ...[
    'id',
    'kind',
    'prompt',
    'options',
    'count',
    'model',
    'status',
    'progress',
    'truncated',
    'error',
    'outputs',
  ],
  ...['receipt', 'created_at', 'started_at', 'finished_at'],
];

/** The table of rest-v1.md: address, who may call it, and the fields of `data` (of its items, for a page or a list). */
const TABLE: readonly [address: string, access: 'public' | 'bearer', fields: readonly string[] | null][] = [
  ['POST /api/v1/auth/register', 'public', [...SESSION, 'recovery_codes']],
  ['POST /api/v1/auth/login', 'public', SESSION],
  ['POST /api/v1/auth/logout', 'bearer', null],
  ['GET /api/v1/auth/me', 'bearer', USER],
  ['GET /api/v1/credit/balance', 'bearer', ['credits', 'is_member', 'member_expired_at']],
  [
    'GET /api/v1/credit/transactions',
    'bearer',
    ['id', 'user_id', 'type', 'amount', 'balance_after', 'description', 'related_order_id', 'created_at'],
  ],
  [
    'GET /api/v1/credit/statistics',
    'bearer',
    [
      ...[
        'credits',
        'total_recharged',
        'total_rewarded',
        'total_consumed',
        'total_refunded',
        'total_expired',
      ],
      ...['total_reversed', 'total_spent', 'generation_count', 'daily'],
    ],
  ],
  [
    'GET /api/v1/credit/prices',
    'public',
    ['id', 'amount', 'price', 'bonus', 'total_amount', 'is_active', 'sort_order'],
  ],
  ['POST /api/v1/credit/recharge', 'bearer', [...RECHARGE_ORDER, 'payment']],
  ['GET /api/v1/credit/recharge/orders', 'bearer', RECHARGE_ORDER],
  [
    'GET /api/v1/credit/membership/prices',
    'public',
    ['id', 'membership_type', 'name', 'duration_days', 'price', 'original_price', 'is_active', 'sort_order'],
  ],
  ['POST /api/v1/credit/membership', 'bearer', [...MEMBERSHIP_ORDER, 'payment']],
  ['GET /api/v1/credit/membership/orders', 'bearer', MEMBERSHIP_ORDER],
  [
    'GET /api/v1/credit/membership/statistics',
    'bearer',
    [
      ...['is_member', 'member_expired_at', 'remaining_days', 'total_orders', 'total_spent'],
      ...['total_days_purchased', 'member_generations', 'credits_saved'],
    ],
  ],
  ['GET /api/v1/credit/orders/{order_no}', 'bearer', [...RECHARGE_ORDER, 'payment']],
  ['POST /api/v1/credit/orders/{order_no}/cancel', 'bearer', [...RECHARGE_ORDER, 'payment']],
  ['POST /api/v1/credit/orders/{order_no}/check', 'bearer', [...MEMBERSHIP_ORDER, 'payment']],
  ['GET /api/v1/payment/methods', 'public', ['method', 'mode']],
  ['POST /api/v1/credit/payment/callback', 'public', ['order_type', 'order_no', 'payment_status']],
  ['POST /api/v1/generations', 'bearer', GENERATION],
  ['GET /api/v1/generations', 'bearer', GENERATION],
  ['GET /api/v1/generations/{id}', 'bearer', GENERATION],
  ['POST /api/v1/generations/{id}/cancel', 'bearer', GENERATION],
];

describe.each(['sqlite', 'postgres'] as const)('the REST contract (%s)', (dialect) => {
  let server: TestServer;
  let document: Document;
  let user: TestUser;
  /** What each address answered when it was called for real. */
  const answers = new Map<string, RestAnswer<unknown>>();

  const call = async <Data>(
    address: string,
    options: { path?: string; body?: unknown; as?: TestUser | null } = {},
  ): Promise<Data> => {
    const [method, template] = address.split(' ') as ['GET' | 'POST', string];
    const path = (options.path ?? template).replace('/api/v1', '');
    const answer = await server.rest<Data>(path, {
      method,
      body: options.body,
      ...(options.as === null ? {} : { user: options.as ?? user }),
    });
    expect({ address, status: answer.status, reason: answer.reason }).toEqual({
      address,
      status: 200,
      reason: undefined,
    });
    answers.set(address, answer);
    return answer.data;
  };

  beforeAll(async () => {
    server = await startTestServer({ dialect, provider: createInstantProvider() });
    document = (await server.app.inject('/api/v1/openapi.json')).json();
    await callEverything();
  });
  afterAll(() => server.close());

  const callEverything = async (): Promise<void> => {
    const credentials = { username: 'contract', password: 'a good password' };
    await call('POST /api/v1/auth/register', { body: { ...credentials, email: 'c@example.com' }, as: null });
    await call('POST /api/v1/auth/login', {
      body: { account: 'contract', password: credentials.password },
      as: null,
    });
    user = await server.login(credentials.username, credentials.password);
    await call('GET /api/v1/auth/me');
    await call('GET /api/v1/credit/prices', { as: null });
    await call('GET /api/v1/credit/membership/prices', { as: null });
    await call('GET /api/v1/payment/methods', { as: null });
    await buy();
    await generate();
    for (const path of [
      'balance',
      'statistics',
      'membership/statistics',
      'recharge/orders',
      'membership/orders',
    ]) {
      await call(`GET /api/v1/credit/${path}`);
    }
    await call('GET /api/v1/credit/transactions');
    await call('POST /api/v1/auth/logout', { as: await server.login('contract', credentials.password) });
  };

  const buy = async (): Promise<void> => {
    const choice = { price_id: 2, payment_method: 'alipay' };
    const cancelled = await call<{ order_no: string }>('POST /api/v1/credit/recharge', { body: choice });
    const cancelPath = `/credit/orders/${cancelled.order_no}/cancel`;
    await call('POST /api/v1/credit/orders/{order_no}/cancel', { path: cancelPath });
    await call('GET /api/v1/credit/orders/{order_no}', { path: `/credit/orders/${cancelled.order_no}` });
    const plan = { price_id: 1, payment_method: 'wechat' };
    const membership = await call<{ order_no: string }>('POST /api/v1/credit/membership', { body: plan });
    const checkPath = `/credit/orders/${membership.order_no}/check`;
    await call('POST /api/v1/credit/orders/{order_no}/check', { path: checkPath });
    await server.recharge(user);
    const paid = { order_type: 'membership', order_no: membership.order_no };
    await generateCharged();
    await call('POST /api/v1/credit/payment/callback', { body: paid, as: null });
  };

  const generateCharged = async (): Promise<void> => {
    for (const prompt of ['a lighthouse', 'a storm [fail]']) {
      const body = { kind: 'IMAGE', prompt, count: 2, options: { size: 'square', seed: 7 } };
      const { id } = await call<{ id: string }>('POST /api/v1/generations', { body });
      await vi.waitFor(async () => {
        const { data } = await server.rest<{ status: string }>(`/generations/${id}`, { user });
        expect(data.status).toMatch(/SUCCEEDED|FAILED/);
      });
    }
  };

  const generate = async (): Promise<void> => {
    const { id } = await call<{ id: string }>('POST /api/v1/generations', {
      body: { kind: 'TEXT', prompt: 'hi' },
    });
    await call('GET /api/v1/generations/{id}', { path: `/generations/${id}` });
    await call('POST /api/v1/generations/{id}/cancel', { path: `/generations/${id}/cancel` });
    await call('GET /api/v1/generations');
  };

  it('serves exactly the addresses of the table, to whom it says', () => {
    const served = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security }]) => [
        `${method.toUpperCase()} ${path}`,
        security.length === 0 ? 'public' : 'bearer',
      ]),
    );
    expect(served.sort()).toEqual(TABLE.map(([address, access]) => [address, access]).sort());
  });

  it.each(TABLE)(
    '%s answers with the fields of the table and as its schema says',
    (address, _access, fields) => {
      const { data } = answers.get(address)!;
      const subject = Array.isArray(data) ? data : ((data as { items?: unknown[] } | null)?.items ?? [data]);
      expect(subject).not.toHaveLength(0);
      for (const one of subject) expect(one === null ? null : Object.keys(one as object)).toEqual(fields);
      const validate = compile(document, `${operationOf(document, address).path}/responses/200`);
      expect(validate({ code: 200, message: 'success', data }), JSON.stringify(validate.errors)).toBe(true);
      expect(validate({ code: 200, message: 'success', data: { other: 1 } })).toBe(false);
    },
  );

  it.each(TABLE.filter(([, access]) => access === 'bearer'))('%s refuses a stranger', async (address) => {
    const [method, path] = address.split(' ') as ['GET' | 'POST', string];
    const request = { method, body: method === 'POST' ? { nonsense: 1 } : undefined };
    const answer = await server.rest(path.replace('/api/v1', ''), request);
    expect(answer).toMatchObject({ status: 401, reason: 'UNAUTHENTICATED', details: null, data: null });
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('describes every operation: failures, an example that its schema accepts, a Chinese summary', () => {
    for (const [address] of TABLE) {
      const { operation, path } = operationOf(document, address);
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining(['200', '400', '421', '429', '500', '503']),
      );
      expect('401' in operation.responses).toBe(
        operation.security.length > 0 || operation.operationId === 'login',
      );
      const validate = compile(document, `${path}/responses/200`);
      const { example } = operation.responses['200']!.content['application/json']!;
      expect(validate(example), `${address}: ${JSON.stringify(validate.errors)}`).toBe(true);
      expect(SUMMARIES_ZH).toHaveProperty(operation.operationId);
    }
  });

  it('says no in the shape that the document calls Error', async () => {
    const validate = new Ajv2020({ strict: false }).compile(document.components.schemas['Error']!);
    const requests = [
      { url: '/api/v1/credit/balance' },
      { url: '/api/v1/nothing' },
      { url: '/api/v1/credit/transactions?limit=0', headers: user.headers },
      { url: '/api/v1/auth/login', method: 'POST' as const, payload: {} },
    ];
    for (const request of requests) {
      const answer = (await server.app.inject(request)).json<object>();
      expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  it('lets nothing into an answer that its schema does not name', () => {
    const open: string[] = [];
    const walk = (schema: unknown, where: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      if (
        'properties' in schema &&
        (schema as { additionalProperties?: unknown }).additionalProperties !== false
      )
        open.push(where);
      for (const [key, value] of Object.entries(schema)) walk(value, `${where}/${key}`);
    };
    for (const [address] of TABLE)
      walk(operationOf(document, address).operation.responses['200']!.content, address);
    walk(document.components.schemas, 'components');
    expect(open).toEqual([]);
  });

  it('gives money in yuan and instants in UTC', () => {
    const prices = answers.get('GET /api/v1/credit/membership/prices')!.data;
    expect(prices).toMatchObject([
      { price: 9.9, original_price: 19.9 },
      { price: 25, original_price: 59.7 },
      { price: 88, original_price: 238.8 },
    ]);
    expect(answers.get('GET /api/v1/credit/statistics')!.data).toMatchObject({ total_spent: 10 });
    expect(answers.get('GET /api/v1/auth/me')!.data).toMatchObject({
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
    });
  });
});

function operationOf(document: Document, address: string): { operation: Operation; path: string } {
  const [method = '', url = ''] = address.split(' ');
  const operation = document.paths[url]?.[method.toLowerCase()];
  if (!operation) throw new Error(`${address} is not in the document`);
  const pointer = `/paths/${encodeURIComponent(url.replaceAll('/', '~1'))}/${method.toLowerCase()}`;
  return { operation, path: pointer };
}

function compile(document: Document, pointer: string): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'openapi');
  return ajv.compile({ $ref: `openapi#${pointer}/content/application~1json/schema` });
}
