import { join } from 'node:path';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { createServer, type CreateServerOptions, type StudioServer } from '../create-server.ts';
import type { Dialect } from '../database/sql.ts';
import type { GenerationProvider } from '../generation/generation-provider.ts';
import type { Clock } from '../platform/clock.ts';
import { readConfig } from '../platform/config.ts';
import { DEFAULT_LIMITS, type LimitRules } from '../platform/limits.ts';
import { createLogger, type Logger } from '../platform/logger.ts';
import { createTestDatabase, type TestDatabase } from './for-each-dialect.ts';

/** What a test may want different. */
export interface TestServerOptions {
  /** `sqlite` by default. */
  readonly dialect?: Dialect;
  /** Serves this database instead of one of its own; it is not destroyed with the server. */
  readonly database?: TestDatabase;
  readonly provider?: GenerationProvider;
  /** Replaces some limits; rates are never reached unless a test sets them. */
  readonly limits?: Partial<LimitRules>;
  readonly clock?: Clock;
  /** Also listens, on a free loopback port: `url` is set. */
  readonly listen?: boolean;
  readonly startJobs?: boolean;
  readonly startWorker?: boolean;
  readonly logger?: Logger;
  /** Makes it a part of the desktop app, which answers only those who show this. */
  readonly secret?: string;
  /** Variables of the environment, for example PUBLIC_URL. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A user of a test, signed in by Bearer. */
export interface TestUser {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  readonly token: string;
  /** `{ authorization: 'Bearer …' }` */
  readonly headers: { readonly authorization: string };
}

/** An answer of REST, parsed. `data` is null in failures, `reason` is undefined in successes. */
export interface RestAnswer<Data> {
  readonly status: number;
  readonly headers: LightMyRequestResponse['headers'];
  readonly data: Data;
  readonly reason: string | undefined;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>> | null;
}

/** A whole server over a fresh database. */
export interface TestServer extends StudioServer {
  readonly database: TestDatabase;
  /** Where it listens, without a slash at the end; empty when it does not. */
  readonly url: string;
  /** One REST call; `path` is below `/api/v1`. A body makes it a POST unless `method` says otherwise. */
  rest<Data = unknown>(
    path: string,
    options?: {
      method?: 'GET' | 'POST';
      user?: Pick<TestUser, 'headers'>;
      body?: unknown;
      headers?: Record<string, string>;
    },
  ): Promise<RestAnswer<Data>>;
  /** A new user; names are made up unless given. */
  register(username?: string, password?: string): Promise<TestUser>;
  /** Signs in once more. */
  login(username: string, password: string): Promise<TestUser>;
  /** Orders the package `priceId` (1 to 4) for `user` and pays it at the simulator; resolves to the order's number. */
  recharge(user: TestUser, priceId?: number): Promise<string>;
  close(): Promise<void>;
}

const PASSWORD = 'correct horse battery';

/** The cheapest that argon2 allows: tests sign in hundreds of times. */
const CHEAP_PASSWORDS = { memoryCost: 8, timeCost: 1, parallelism: 1 };

const ENDLESS = { points: 1_000_000_000, seconds: 60 };
const ENDLESS_RATES = Object.fromEntries(
  Object.keys(DEFAULT_LIMITS.rates).map((name) => [name, ENDLESS]),
) as unknown as LimitRules['rates'];

/** Starts a server for a test; `close()` it. Jobs and the worker run unless told otherwise. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = options.database ?? (await createTestDatabase(options.dialect ?? 'sqlite', options.clock));
  const environment = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    DATA_DIR: join(database.dataDir, 'data'),
    // Whether the web app happens to be built makes no difference, unless a test names its folder.
    WEB_DIR: join(database.dataDir, 'no-web'),
    ...options.environment,
  };
  const config = readConfig(environment, { isEmbedded: options.secret !== undefined });
  const given: CreateServerOptions = {
    config,
    db: database.db,
    clock: options.clock,
    limits: { ...DEFAULT_LIMITS, rates: ENDLESS_RATES, ...options.limits },
    logger: options.logger ?? createLogger(config),
    provider: options.provider,
    passwordCost: CHEAP_PASSWORDS,
    startJobs: options.startJobs,
    startWorker: options.startWorker,
    ...(options.secret !== undefined && { embedded: { secret: options.secret } }),
  };
  const server = await createServer(given);
  const url = options.listen ? await server.app.listen({ host: '127.0.0.1', port: 0 }) : '';
  return {
    ...server,
    database,
    url,
    ...createClient(server),
    close: () => closeAll(server, database, options),
  };
}

async function closeAll(
  server: StudioServer,
  database: TestDatabase,
  options: TestServerOptions,
): Promise<void> {
  await server.close();
  if (!options.database) await database.destroy();
}

type Client = Pick<TestServer, 'rest' | 'register' | 'login' | 'recharge'>;

function createClient({ app }: StudioServer): Client {
  let users = 0;
  const rest: Client['rest'] = async <Data>(
    path: string,
    { method, user, body, headers }: Parameters<Client['rest']>[1] = {},
  ): Promise<RestAnswer<Data>> => {
    const request: InjectOptions = {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      url: `/api/v1${path}`,
      headers: { ...user?.headers, ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    };
    const response = await app.inject(request);
    const envelope = response.json<Omit<RestAnswer<Data>, 'status' | 'headers'>>();
    return {
      status: response.statusCode,
      headers: response.headers,
      data: envelope.data,
      reason: envelope.reason,
      message: envelope.message,
      details: envelope.details,
    };
  };
  const signIn = async (
    path: string,
    body: object,
    username: string,
    password: string,
  ): Promise<TestUser> => {
    const answer = await rest<{ token: string; user: { id: string } }>(path, { body });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status} ${answer.reason ?? ''}`);
    const { token, user } = answer.data;
    return { id: user.id, username, password, token, headers: { authorization: `Bearer ${token}` } };
  };
  return {
    rest,
    register: (
      username = `creator_${(users += 1)}_${Math.random().toString(36).slice(2, 8)}`,
      password = PASSWORD,
    ) => signIn('/auth/register', { username, password }, username, password),
    login: (username, password) => signIn('/auth/login', { account: username, password }, username, password),
    recharge: async (user, priceId = 2) => {
      const order = await rest<{ order_no: string }>('/credit/recharge', {
        user,
        body: { price_id: priceId, payment_method: 'alipay' },
      });
      if (order.status !== 200) throw new Error(`recharge answered ${order.status} ${order.reason ?? ''}`);
      const { order_no } = order.data;
      await rest('/credit/payment/callback', { body: { order_type: 'recharge', order_no } });
      return order_no;
    },
  };
}
