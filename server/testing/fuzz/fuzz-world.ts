import { createHash, randomUUID } from 'node:crypto';
import type { Database } from '../../database/database.ts';
import { DEFAULT_LIMITS } from '../../platform/limits.ts';
import type { Dialect } from '../../database/sql.ts';
import { createInstantProvider } from '../instant-provider.ts';
import { createTestClock } from '../test-clock.ts';
import { startTestServer, type TestServer, type TestUser } from '../test-server.ts';
import type { FuzzAnswer } from './check-answer.ts';
import type { FuzzActor, FuzzCase } from './fuzz-case.ts';
import type { KnownValues } from './near-valid.ts';

/** A stream that has said nothing after this long has been accepted. */
const STREAM_WAIT_MS = 2_000;

/** A server with users, orders and generations in it, to throw requests at. */
export interface FuzzWorld {
  readonly server: TestServer;
  /** Numbers, ids and names of what is there. */
  readonly known: KnownValues;
  send(request: FuzzCase): Promise<FuzzAnswer>;
  /** Signs in again whoever has been signed out by what was sent. */
  refreshSessions(): Promise<void>;
  /** One word for everything the database holds; times of last use aside. */
  fingerprint(): Promise<string>;
  /** Resolves once no generation waits or runs. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Starts one; its clock stands still, its limits on calls are never reached. */
export async function startFuzzWorld(dialect: Dialect): Promise<FuzzWorld> {
  const server = await startTestServer({
    dialect,
    clock: createTestClock(),
    provider: createInstantProvider(),
    limits: { ...DEFAULT_LIMITS, rates: endlessRates(), passwordHashesWaiting: 10_000 },
    startJobs: false,
  });
  const { db } = server.services;
  const users = {
    rich: await server.register('fuzz-rich'),
    member: await server.register('fuzz-member'),
    leaver: await server.register('fuzz-leaver'),
  };
  const known = await furnish(server, users);
  return {
    server,
    known,
    send: (request) => send(server, users, request),
    refreshSessions: async () => {
      for (const name of ['rich', 'member', 'leaver'] as const) {
        const { status } = await server.rest('/auth/me', { user: users[name] });
        if (status !== 200) users[name] = await server.login(users[name].username, users[name].password);
      }
    },
    fingerprint: () => fingerprint(db),
    settle: async () => {
      for (;;) {
        const live = await db.reader.all(
          `SELECT 1 FROM generations WHERE status IN ('QUEUED', 'RUNNING') LIMIT 1`,
        );
        if (live.length === 0) return;
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    close: () => server.close(),
  };
}

function endlessRates(): typeof DEFAULT_LIMITS.rates {
  const endless = { points: 1_000_000_000, seconds: 60 };
  return Object.fromEntries(
    Object.keys(DEFAULT_LIMITS.rates).map((name) => [name, endless]),
  ) as unknown as typeof DEFAULT_LIMITS.rates;
}

type Users = Record<Exclude<FuzzActor, null>, TestUser>;

/** Credits, a membership, orders in several states and generations; what they are called. */
async function furnish(server: TestServer, users: Users): Promise<KnownValues> {
  const paid = [];
  for (let i = 0; i < 20; i += 1) paid.push(await server.recharge(users.rich, 4));
  paid.push(await server.recharge(users.leaver, 1));
  const place = async (user: TestUser, path: string): Promise<string> => {
    const body = { price_id: 1, payment_method: 'wechat' };
    return (await server.rest<{ order_no: string }>(path, { user, body })).data.order_no;
  };
  const membership = await place(users.member, '/credit/membership');
  await server.rest('/credit/payment/callback', { body: { order_type: 'membership', order_no: membership } });
  const orderNos = [...paid.slice(0, 2), membership];
  for (const user of Object.values(users)) {
    orderNos.push(await place(user, '/credit/recharge'), await place(user, '/credit/membership'));
  }
  const ids: string[] = [];
  for (const user of [users.rich, users.member]) {
    for (const kind of ['IMAGE', 'TEXT']) {
      const id = randomUUID();
      ids.push(id);
      await server.rest('/generations', { user, body: { id, kind, prompt: 'a crane' } });
    }
  }
  const sessions = await server.services.db.reader.all<{ id: string }>(`SELECT id FROM sessions`);
  const names = Object.values(users).map(({ username }) => username);
  return {
    id: ids,
    orderNo: orderNos,
    order_no: orderNos,
    orderType: ['recharge', 'membership'],
    priceId: [1, 2, 3, 4],
    price_id: [1, 2, 3, 4],
    sessionId: sessions.map(({ id }) => id),
    account: names,
    username: [...names, 'fuzz_one', '模糊测试'],
    password: ['correct horse battery', 'another one'],
    prompt: ['a crane', '[fail] a crane', '白鹤'],
    skip: [0, 1, 20],
    limit: [1, 20, 100],
    idempotencyKey: Array.from({ length: 40 }, (_, i) => `key-${i}`),
    cursor: ['1', '20', `1772337600000.${ids[0] ?? ''}`],
  };
}

async function send({ app }: TestServer, users: Users, request: FuzzCase): Promise<FuzzAnswer> {
  const token = request.actor && users[request.actor].token;
  const proof: Record<string, string> =
    token === null
      ? {}
      : request.proof === 'cookie'
        ? { cookie: `studio_session=${token}` }
        : { authorization: `Bearer ${token}` };
  const stream = new AbortController();
  const response = await app.inject({
    method: request.method,
    // With its host: alone, `/\` would be read as the beginning of another host's address.
    url: `http://localhost${request.url}`,
    headers: { ...proof, ...request.headers },
    ...(request.payload === null ? {} : { payload: request.payload }),
    payloadAsStream: request.mayStream,
    signal: stream.signal,
  });
  const answer = { status: response.statusCode, headers: response.headers };
  if (!request.mayStream) return { ...answer, body: response.payload };
  const body = String(response.headers['content-type']).startsWith('application/json')
    ? await readAll(response.stream())
    : await readFirst(response.stream());
  stream.abort();
  return { ...answer, body };
}

async function readAll(stream: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

async function readFirst(stream: AsyncIterable<unknown>): Promise<string> {
  const silence = new Promise<string>((resolve) => setTimeout(resolve, STREAM_WAIT_MS, '').unref());
  const first = stream[Symbol.asyncIterator]().next();
  first.catch(() => undefined);
  return Promise.race([first.then(({ value }) => String(value)), silence]);
}

/** Noted in the background, whatever is asked. */
const PASSING_COLUMNS = ['last_seen_at', 'expires_at'];

async function fingerprint(db: Database): Promise<string> {
  const tables = await db.reader.all<{ name: string }>(
    db.dialect === 'sqlite'
      ? `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
      : `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  const hash = createHash('sha256');
  for (const name of tables.map((table) => table.name).sort()) {
    if (name === 'clock_marks' || name === 'rate_limits') continue;
    const rows = await db.reader.all<Record<string, unknown>>(`SELECT * FROM ${name}`);
    const texts = rows.map((row) =>
      JSON.stringify(
        Object.entries(row).filter(([column]) => name !== 'sessions' || !PASSING_COLUMNS.includes(column)),
      ),
    );
    hash.update(`${name} ${texts.length} ${texts.sort().join('\n')}\n`);
  }
  return hash.digest('hex');
}
