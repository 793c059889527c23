import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectLawful } from '../testing/expect-lawful.ts';
import { createInstantProvider } from '../testing/instant-provider.ts';
import { startTestServer, type RestAnswer, type TestServer, type TestUser } from '../testing/test-server.ts';

const KINDS = ['register', 'place', 'pay', 'start'] as const;
type Kind = (typeof KINDS)[number];

/** One thing a creator wants, which can be asked for again under the same name. */
interface Request {
  readonly kind: Kind;
  /** Username, idempotency key, number of the order, id of the generation. */
  readonly name: string;
}

describe('a full disk (sqlite)', () => {
  let server: TestServer;
  let user: TestUser;
  const buyers: TestUser[] = [];
  const unpaid: string[] = [];

  beforeAll(async () => {
    server = await startTestServer({ dialect: 'sqlite', provider: createInstantProvider() });
    user = await server.register();
    for (let i = 0; i < 10; i += 1) await server.recharge(user, 4);
    for (let i = 0; i < 20; i += 1) {
      const buyer = await server.register();
      buyers.push(buyer);
      for (let n = 0; n < 4; n += 1) unpaid.push((await place(`${i}-${n}`, buyer)).data.order_no);
    }
  });
  afterAll(() => server.close());

  const place = (key: string, buyer: TestUser): Promise<RestAnswer<{ order_no: string }>> =>
    server.rest('/credit/recharge', {
      user: buyer,
      body: { price_id: 2, payment_method: 'alipay' },
      headers: { 'idempotency-key': key },
    });

  const ask = ({ kind, name }: Request): Promise<RestAnswer<unknown>> => {
    switch (kind) {
      case 'register':
        return server.rest('/auth/register', { body: { username: name, password: 'a good password' } });
      case 'place':
        return place(name, buyers[Number(name)]!);
      case 'pay':
        return server.rest('/credit/payment/callback', { body: { order_type: 'recharge', order_no: name } });
      case 'start':
        return server.rest('/generations', {
          user,
          body: { id: name, kind: 'TEXT', prompt: `a long story ${'x'.repeat(3_000)}` },
        });
    }
  };

  const count = async (sql: string, name: string): Promise<number> => {
    const [row] = await server.database.db.reader.all<{ count: number }>(
      `SELECT COUNT(*) AS count FROM ${sql}`,
      { name },
    );
    return row!.count;
  };

  /** How often what was asked for is there: every row it consists of, as a list. */
  const countEffects = ({ kind, name }: Request): Promise<number[]> => {
    const tables = {
      register: [`users WHERE username = $name`],
      place: [`orders WHERE idempotency_key = $name`],
      pay: [
        `orders WHERE order_no = $name AND payment_status = 'PAID'`,
        `payments WHERE order_no = $name AND state = 'SUCCEEDED'`,
        `credit_transactions WHERE related_id = $name AND type = 'RECHARGE'`,
        `credit_transactions WHERE related_id = $name AND type = 'REWARD'`,
      ],
      start: [
        `generations WHERE id = $name`,
        `credit_transactions WHERE related_id = $name AND type = 'CONSUME'`,
      ],
    };
    return Promise.all(tables[kind].map((sql) => count(sql, name)));
  };

  /** SQLite's own limit stands for the disk's; a number below the present size means that size. */
  const limitPages = (pages: number): Promise<unknown> =>
    server.database.db.write((tx) => tx.all(`PRAGMA max_page_count = ${pages}`));

  it('acknowledges nothing it could not keep, keeps all it acknowledged, and heals without a restart', async () => {
    await limitPages(1);

    // What still fits into half-filled pages is acknowledged; until nothing of any kind does.
    const answers: { request: Request; answer: RestAnswer<unknown> }[] = [];
    const countRefused = (kind: Kind): number =>
      answers.filter(({ request, answer }) => request.kind === kind && answer.status !== 200).length;
    for (let round = 0; KINDS.some((kind) => countRefused(kind) < 3); round += 1) {
      const requests: Request[] = [
        { kind: 'register', name: `late_${round}` },
        ...(round < buyers.length ? [{ kind: 'place', name: String(round) } as const] : []),
        ...(round < unpaid.length ? [{ kind: 'pay', name: unpaid[round]! } as const] : []),
        { kind: 'start', name: randomUUID() },
        { kind: 'start', name: randomUUID() },
      ];
      answers.push(
        ...(await Promise.all(requests.map(async (request) => ({ request, answer: await ask(request) })))),
      );
    }
    const refused = answers.filter(({ answer }) => answer.status !== 200);
    expect(new Set(refused.map(({ answer }) => `${answer.status} ${answer.reason ?? ''}`))).toEqual(
      new Set(['503 UNAVAILABLE']),
    );
    for (const { request, answer } of answers) {
      const effects = await countEffects(request);
      // An order is one transaction and its QR code another: it may be there, unpaid, when the second was refused.
      if (request.kind !== 'place' || answer.status === 200) {
        expect({ request, effects }).toEqual({
          request,
          effects: effects.map(() => Number(answer.status === 200)),
        });
      }
    }
    expect((await server.rest('/credit/balance', { user })).status).toBe(200);

    await limitPages(1_000_000);
    const again = await Promise.all(refused.map(({ request }) => ask(request)));
    expect(new Set(again.map(({ status }) => status))).toEqual(new Set([200]));
    for (const { request } of answers) {
      const effects = await countEffects(request);
      expect({ request, effects }).toEqual({ request, effects: effects.map(() => 1) });
    }

    // Also what was running while its end could not be written comes to one.
    const live = `generations WHERE status IN ('QUEUED', 'RUNNING') OR id = $name`;
    await expect.poll(() => count(live, ''), { timeout: 50_000 }).toBe(0);
    await expectLawful(server.database.db);
  });
});
