import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { callRest, type RestReply, type RestRequest } from './rest-client.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Where creators find a server that serves; servers come and go. */
export interface ServingServers {
  /** Resolves with the URL of one that is up, as soon as there is one. */
  anyUrl(): Promise<string>;
}

/** An order as REST shows it, as far as it is compared. */
interface Order {
  readonly id: number;
  readonly order_no: string;
  readonly total_amount?: number;
  readonly price: number;
  readonly payment_status: string;
  readonly created_at: string;
  readonly expires_at: string;
}

/** A generation as REST shows it, as far as it is compared. */
export interface Generation {
  readonly id: string;
  readonly prompt: string;
  readonly status: string;
  readonly created_at: string;
  readonly finished_at: string | null;
  readonly error: { readonly reason: string } | null;
  readonly receipt: { readonly status: string; readonly credits: number; readonly refunded: number };
}

/** Waits between two things a creator does, so that their limit of calls is never reached. */
const PACE_MS = 60;

const PASSWORD = 'correct horse battery';

/**
 * A creator with a script: repeats every request with the same key until it is answered, and remembers what was
 * acknowledged. Each comes from an address of its own, for limits per address.
 */
export class PersistentCreator {
  readonly #servers: ServingServers;
  readonly #random: SeededRandom;
  readonly #address: string;
  readonly #username: string;
  readonly #orders = new Map<string, Order>();
  readonly #generations = new Map<string, Generation>();
  #userId = '';
  #token: string | undefined;
  #keys = 0;
  #unanswered = 0;

  constructor(servers: ServingServers, random: SeededRandom, number: number) {
    this.#servers = servers;
    this.#random = random;
    this.#address = `10.0.${number >> 8}.${number & 255}`;
    this.#username = `creator_${number}`;
  }

  /** Requests that got no answer so far, and were repeated. */
  get unanswered(): number {
    return this.#unanswered;
  }

  /** Registers; a registration whose answer was lost is found to have happened, or not at all. */
  async register(): Promise<void> {
    const account = { username: this.#username, password: PASSWORD };
    type Signed = { token: string; user: { id: string; username: string } };
    let answer = await this.#insist<Signed>('/auth/register', { body: account });
    if (answer.reason === 'USERNAME_TAKEN')
      answer = await this.#insist<Signed>('/auth/login', {
        body: { account: this.#username, password: PASSWORD },
      });
    expect(answer).toMatchObject({ status: 200, data: { user: { username: this.#username } } });
    this.#token = answer.data.token;
    this.#userId = answer.data.user.id;
  }

  /** Does one thing after the other until `signal` is aborted; the thing under way is brought to its end. */
  async workUntil(signal: AbortSignal): Promise<void> {
    await this.recharge();
    while (!signal.aborted) {
      const draw = this.#random.next();
      if (draw < 0.2) await this.recharge();
      else if (draw < 0.25) await this.#buyMembership();
      else if (draw < 0.35) await this.#changeMind();
      else if (draw < 0.5) await this.#cancelSome();
      else await this.start();
      await delay(PACE_MS);
    }
  }

  /** Orders a package and pays it, sometimes telling twice at once. */
  async recharge(): Promise<void> {
    const order = await this.#place('/credit/recharge', this.#random.integer(1, 3));
    await this.#pay('recharge', order);
  }

  /** Starts a generation, unless credits or places are lacking; its id if it was started. */
  async start(prompt = this.#inventPrompt()): Promise<string | null> {
    const id = randomUUID();
    const answer = await this.#insist<Generation>('/generations', { body: { id, kind: 'TEXT', prompt } });
    if (answer.reason === 'INSUFFICIENT_CREDITS' || answer.reason === 'TOO_MANY_GENERATIONS') return null;
    expect(answer).toMatchObject({ status: 200, data: { id, prompt } });
    this.#generations.set(id, answer.data);
    return id;
  }

  /** Looks at one generation. */
  async look(id: string): Promise<Generation> {
    const answer = await this.#insist<Generation>(`/generations/${id}`);
    expect(answer).toMatchObject({ status: 200 });
    return answer.data;
  }

  /** Cancels whatever has not ended, and resolves once every generation has. */
  async endAll(): Promise<void> {
    for (const id of this.#generations.keys()) {
      let generation = await this.look(id);
      if (generation.finished_at === null) generation = await this.#cancel(id);
      while (generation.finished_at === null) {
        await delay(200);
        generation = await this.look(id);
      }
    }
  }

  /** Fails unless everything acknowledged so far is there with the values that were acknowledged. */
  async checkAcknowledged(): Promise<void> {
    expect(await this.#insist('/auth/me')).toMatchObject({ status: 200, data: { id: this.#userId } });
    // What is acknowledged from now on is checked the next time.
    for (const { payment_status: known, ...order } of [...this.#orders.values()]) {
      const answer = await this.#insist<Order>(`/credit/orders/${order.order_no}`);
      expect(answer).toMatchObject({ status: 200, data: order });
      // An unanswered payment may have been made; what was told to be paid or closed stays so.
      if (known !== 'PENDING') expect(answer.data.payment_status).toBe(known);
    }
    for (const known of [...this.#generations.values()]) {
      const { id, prompt, created_at, receipt } = known;
      const now = await this.look(id);
      expect(now).toMatchObject({ id, prompt, created_at, receipt: { credits: receipt.credits } });
      if (known.finished_at !== null) expect(now).toEqual(known);
    }
  }

  /** Fails unless there is exactly what was acknowledged, and the balance follows from it; once nothing goes on. */
  async checkTotals(): Promise<void> {
    await this.checkAcknowledged();
    type Page = { total: number };
    const [recharges, memberships, generations, balance] = await Promise.all([
      this.#insist<Page>('/credit/recharge/orders?limit=1'),
      this.#insist<Page>('/credit/membership/orders?limit=1'),
      this.#insist<Page>('/generations?limit=1'),
      this.#insist<{ credits: number }>('/credit/balance'),
    ]);
    let credits = 0;
    for (const order of this.#orders.values()) {
      if (order.payment_status === 'PAID') credits += order.total_amount ?? 0;
    }
    for (const id of this.#generations.keys()) {
      const { receipt } = await this.look(id);
      credits -= receipt.credits - receipt.refunded;
    }
    expect({
      orders: recharges.data.total + memberships.data.total,
      generations: generations.data.total,
      credits: balance.data.credits,
    }).toEqual({ orders: this.#keys, generations: this.#generations.size, credits });
  }

  #inventPrompt(): string {
    const draw = this.#random.next();
    if (draw < 0.4) return '[fail] nothing comes of it';
    return draw < 0.45 ? '[fail-late] half of it' : `a poem number ${this.#random.integer(1, 99)}`;
  }

  async #buyMembership(): Promise<void> {
    const order = await this.#place('/credit/membership', 1);
    await this.#pay('membership', order);
  }

  /** Orders and gives up. */
  async #changeMind(): Promise<void> {
    const { order_no: orderNo } = await this.#place('/credit/recharge', 4);
    const answer = await this.#insist<Order>(`/credit/orders/${orderNo}/cancel`, { method: 'POST' });
    expect(answer).toMatchObject({ status: 200, data: { payment_status: 'CLOSED' } });
    this.#orders.set(orderNo, { ...this.#orders.get(orderNo)!, payment_status: 'CLOSED' });
  }

  async #cancelSome(): Promise<void> {
    const live = [...this.#generations.values()].filter(({ finished_at: finishedAt }) => finishedAt === null);
    if (live.length > 0) await this.#cancel(this.#random.pick(live).id);
  }

  async #cancel(id: string): Promise<Generation> {
    const answer = await this.#insist<Generation>(`/generations/${id}/cancel`, { method: 'POST' });
    expect(answer).toMatchObject({ status: 200 });
    this.#generations.set(id, answer.data);
    return answer.data;
  }

  async #place(path: string, priceId: number): Promise<Order> {
    this.#keys += 1;
    const answer = await this.#insist<Order>(path, {
      body: { price_id: priceId, payment_method: this.#random.pick(['alipay', 'wechat']) },
      headers: { 'idempotency-key': `order-${this.#keys}` },
    });
    expect(answer).toMatchObject({ status: 200 });
    const { id, order_no, total_amount, price, payment_status, created_at, expires_at } = answer.data;
    const order = { id, order_no, price, payment_status, created_at, expires_at };
    const known = total_amount === undefined ? order : { ...order, total_amount };
    this.#orders.set(order_no, known);
    return known;
  }

  async #pay(kind: 'recharge' | 'membership', order: Order): Promise<void> {
    const body = { order_type: kind, order_no: order.order_no };
    const tell = async (): Promise<void> => {
      const answer = await this.#insist('/credit/payment/callback', { body });
      expect(answer).toMatchObject({ status: 200, data: { payment_status: 'PAID' } });
    };
    await Promise.all(this.#random.chance(0.3) ? [tell(), tell()] : [tell()]);
    this.#orders.set(order.order_no, { ...order, payment_status: 'PAID' });
  }

  /** Repeats a request until an answer arrives that is not "try again". */
  async #insist<Data>(path: string, request: RestRequest = {}): Promise<RestReply<Data>> {
    const headers = { ...request.headers, 'x-forwarded-for': this.#address };
    for (;;) {
      const url = await this.#servers.anyUrl();
      const answer = await callRest<Data>(url, path, { ...request, token: this.#token, headers });
      if (answer !== null && answer.reason !== 'UNAVAILABLE') return answer;
      this.#unanswered += 1;
      await delay(20);
    }
  }
}
