import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import superjson from 'superjson';
import type { AppRouter } from '../../server/app-router.ts';
import type { GenerationKind, GenerationOptions, GenerationView } from '../../shared/contracts/generation.ts';
import type { MembershipType } from '../../shared/contracts/membership.ts';
import type { OrderView } from '../../shared/contracts/orders.ts';
import { TERMS_VERSION } from '../../shared/terms-version.ts';

/** The cookie that a signed-in browser carries on plain http. */
export const SESSION_COOKIE = 'studio_session';

const PASSWORD = 'correct horse battery staple';
const LOOK_AGAIN_MS = 100;

/** The server's procedures, called as somebody or as nobody. */
export type StudioApi = ReturnType<typeof connect>;

/** What to make. */
export interface WorkWish {
  readonly prompt: string;
  readonly kind?: GenerationKind;
  readonly count?: number;
  readonly options?: GenerationOptions;
}

/** Somebody who has an account: what they know, and what they do without a browser. */
export class StudioAccount {
  readonly username: string;
  readonly password: string;
  readonly recoveryCodes: readonly string[];
  /** What the session cookie of their first session holds. */
  readonly sessionToken: string;
  /** The server, called as them. */
  readonly api: StudioApi;

  constructor(
    fields: Pick<StudioAccount, 'username' | 'password' | 'recoveryCodes' | 'sessionToken' | 'api'>,
  ) {
    this.username = fields.username;
    this.password = fields.password;
    this.recoveryCodes = fields.recoveryCodes;
    this.sessionToken = fields.sessionToken;
    this.api = fields.api;
  }

  /** Places an order for the package of so many credits, without its bonus; it waits to be paid. */
  async orderRecharge(amount = 100): Promise<OrderView> {
    const prices = await this.api.credits.prices.query();
    const price = prices.find((one) => one.amount === amount);
    if (price === undefined) throw new Error(`no package of ${amount} credits`);
    const { order } = await this.api.orders.placeRecharge.mutate({
      priceId: price.id,
      paymentMethod: 'alipay',
      termsVersion: TERMS_VERSION,
    });
    return order;
  }

  /** Places an order for a plan; it waits to be paid. */
  async orderMembership(type: MembershipType = 'MONTHLY'): Promise<OrderView> {
    const prices = await this.api.membership.prices.query();
    const price = prices.find((one) => one.membershipType === type);
    if (price === undefined) throw new Error(`no plan ${type}`);
    const { order } = await this.api.orders.placeMembership.mutate({
      priceId: price.id,
      paymentMethod: 'wechat',
      termsVersion: TERMS_VERSION,
    });
    return order;
  }

  /** Pays an order at the simulator. */
  async pay(order: Pick<OrderView, 'kind' | 'orderNo'>): Promise<void> {
    await this.api.orders.simulate.mutate({ orderType: order.kind, orderNo: order.orderNo });
  }

  /** Buys the package of so many credits. */
  async recharge(amount = 100): Promise<OrderView> {
    const order = await this.orderRecharge(amount);
    await this.pay(order);
    return order;
  }

  /** Buys a plan. */
  async becomeMember(type: MembershipType = 'MONTHLY'): Promise<OrderView> {
    const order = await this.orderMembership(type);
    await this.pay(order);
    return order;
  }

  /** Starts a work and does not wait for it. */
  async startWork({ prompt, kind = 'IMAGE', count = 1, options = {} }: WorkWish): Promise<GenerationView> {
    return await this.api.generation.start.mutate({ id: randomUUID(), kind, prompt, count, options });
  }

  /** Starts a work and promises it as it ended, well or not. */
  async makeWork(wish: WorkWish): Promise<GenerationView> {
    let work = await this.startWork(wish);
    while (work.finishedAt === null) {
      await delay(LOOK_AGAIN_MS);
      work = await this.api.generation.get.query({ id: work.id });
    }
    return work;
  }

  /** Credits that can be spent now. */
  async countCredits(): Promise<number> {
    return (await this.api.statistics.overview.query()).credits;
  }

  /** Whether the first session still counts. */
  async isSignedIn(): Promise<boolean> {
    try {
      await this.api.auth.me.query();
      return true;
    } catch (error) {
      if (error instanceof TRPCClientError) return false;
      throw error;
    }
  }
}

/** Makes an account on the server at `url`, under a name nobody has unless one is given. */
export async function registerAccount(
  url: string,
  username = `maker_${randomUUID().slice(0, 8)}`,
): Promise<StudioAccount> {
  let sessionToken: string | undefined;
  const api = connect(
    url,
    () => sessionToken,
    (token) => (sessionToken = token),
  );
  const { recoveryCodes } = await api.auth.register.mutate({
    username,
    password: PASSWORD,
    termsVersion: TERMS_VERSION,
  });
  if (sessionToken === undefined) throw new Error('registering opened no session');
  return new StudioAccount({ username, password: PASSWORD, recoveryCodes, sessionToken, api });
}

function connect(url: string, readToken: () => string | undefined, keepToken: (token: string) => void) {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${url}/trpc`,
        transformer: superjson,
        headers: () => {
          const token = readToken();
          if (token !== undefined) return { authorization: `Bearer ${token}` };
          return { 'x-forwarded-for': `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}` };
        },
        fetch: async (input, init) => {
          const response = await fetch(input as string, init as RequestInit);
          for (const cookie of response.headers.getSetCookie()) {
            const token = new RegExp(`^${SESSION_COOKIE}=([^;]+)`).exec(cookie)?.[1];
            if (token !== undefined) keepToken(token);
          }
          return response;
        },
      }),
    ],
  });
}
