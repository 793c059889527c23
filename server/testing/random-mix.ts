import { hash } from 'node:crypto';
import { grantCredits } from '../credits/grant-credits.ts';
import { deleteGeneration } from '../generation/delete-generation.ts';
import { createJobs, type JobName } from '../jobs/create-jobs.ts';
import { payOrder } from '../orders/pay-order.ts';
import { toAppError } from '../platform/to-app-error.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { TestClock } from './test-clock.ts';
import type { RestAnswer, TestServer, TestUser } from './test-server.ts';

/** What a random mix runs on and how much of it there is. */
export interface MixOptions {
  /** Servers over one database. */
  readonly servers: readonly TestServer[];
  /** Few, so that callers get in each other's way. */
  readonly users: readonly TestUser[];
  readonly callers: number;
  readonly stepsPerCaller: number;
  readonly clock: TestClock;
  readonly random: SeededRandom;
}

/** Keys per user and operation: as few as make many callers use the same one at the same time. */
const KEYS = 80;

/** Generations per user. */
const IDS = 400;

const JOBS: readonly JobName[] = ['expire-lots', 'close-expired-orders', 'recover-generations'];

/**
 * Runs a random mix of commands by many callers at once; how often each answer was given, as `operation answer`.
 * What is asked for follows from the seed; who comes first does not.
 */
export async function runRandomMix(options: MixOptions): Promise<Map<string, number>> {
  const answers = new Map<string, number>();
  const known: Known = { orders: [], generations: [] };
  const callers = Array.from({ length: options.callers }, () => new Caller(options, known));
  await Promise.all(
    callers.map(async (caller) => {
      for (let step = 0; step < options.stepsPerCaller; step += 1) {
        const answer = await caller.step();
        answers.set(answer, (answers.get(answer) ?? 0) + 1);
      }
    }),
  );
  return answers;
}

/** The generation of this number of a user; the same for every caller. */
function generationId(userId: string, number: number): string {
  const hex = hash('sha256', `${userId} ${number}`);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/** Something a caller was told of, and whose it is. */
interface Owned {
  readonly name: string;
  readonly user: TestUser;
}

/** What any caller was told of. */
interface Known {
  readonly orders: Owned[];
  readonly generations: Owned[];
}

class Caller {
  readonly #options: MixOptions;
  readonly #known: Known;
  readonly #random: SeededRandom;

  constructor(options: MixOptions, known: Known) {
    this.#options = options;
    this.#known = known;
    this.#random = options.random.fork();
  }

  async step(): Promise<string> {
    const random = this.#random;
    const draw = random.next();
    if (draw < 0.12) return this.#place('recharge', random.integer(1, 4));
    if (draw < 0.14) return this.#place('membership', random.integer(1, 3));
    if (draw < 0.28) return this.#callback();
    if (draw < 0.32) return this.#onOrder('check');
    if (draw < 0.35) return this.#onOrder('cancel');
    if (draw < 0.38) return this.#payAgain();
    if (draw < 0.72) return this.#start();
    if (draw < 0.82) return this.#cancelGeneration();
    if (draw < 0.85) return this.#deleteGeneration();
    if (draw < 0.89) return this.#grant();
    if (draw < 0.93) return this.#runJob();
    if (draw < 0.95) return this.#advanceClock();
    return this.#readBalance();
  }

  get #server(): TestServer {
    return this.#random.pick(this.#options.servers);
  }

  get #user(): TestUser {
    return this.#random.pick(this.#options.users);
  }

  async #place(kind: 'recharge' | 'membership', priceId: number): Promise<string> {
    const key = this.#random.integer(1, KEYS);
    const user = this.#user;
    const answer = await this.#server.rest<{ order_no: string } | null>(`/credit/${kind}`, {
      user,
      // Mostly the same input under the same key.
      body: { price_id: this.#random.chance(0.9) ? (key % 3) + 1 : priceId, payment_method: 'alipay' },
      headers: { 'idempotency-key': `${kind}-${key}` },
    });
    if (answer.data !== null) this.#known.orders.push({ name: answer.data.order_no, user });
    return told(`place ${kind}`, answer);
  }

  async #callback(): Promise<string> {
    const { name: orderNo } = this.#some('orders');
    const kind = orderNo.startsWith('M') ? 'membership' : 'recharge';
    const body = { order_type: kind, order_no: orderNo };
    return told('callback', await this.#server.rest('/credit/payment/callback', { body }));
  }

  async #onOrder(action: 'check' | 'cancel'): Promise<string> {
    const { name, user } = this.#some('orders');
    const path = `/credit/orders/${name}/${action}`;
    return told(action, await this.#server.rest(path, { user, method: 'POST' }));
  }

  async #payAgain(): Promise<string> {
    const { name: orderNo, user } = this.#some('orders');
    const idempotencyKey = `again-${this.#random.integer(1, KEYS)}`;
    return attempt('pay again', () =>
      payOrder(this.#server.services, actorOf(user), { orderNo, idempotencyKey }),
    );
  }

  async #start(): Promise<string> {
    const user = this.#user;
    const number = this.#random.integer(1, IDS);
    const prompt = number % 12 === 0 ? '[wait]' : ['a crane', '[fail]', 'a river'][number % 3]!;
    const id = generationId(user.id, number);
    const body = { id, kind: 'IMAGE', prompt, count: (number % 4) + 1 };
    const answer = await this.#server.rest('/generations', { user, body });
    if (answer.status === 200) this.#known.generations.push({ name: id, user });
    return told('start', answer);
  }

  async #cancelGeneration(): Promise<string> {
    const { name, user } = this.#some('generations');
    const path = `/generations/${name}/cancel`;
    return told('cancel generation', await this.#server.rest(path, { user, method: 'POST' }));
  }

  async #deleteGeneration(): Promise<string> {
    const { name: id, user } = this.#some('generations');
    return attempt('delete', () => deleteGeneration(this.#server.services, actorOf(user), { id }));
  }

  async #grant(): Promise<string> {
    const { clock } = this.#options;
    const key = `gift-${this.#random.integer(1, KEYS)}`;
    const expiresAt = new Date(clock.nowMs() + this.#random.integer(1, 60) * 60_000);
    return attempt('grant', () =>
      grantCredits(
        this.#server.services,
        { operator: 'a test', reason: 'to see it expire' },
        { userId: this.#user.id, amount: 25, expiresAt, key },
      ),
    );
  }

  async #runJob(): Promise<string> {
    const name = this.#random.pick(JOBS);
    return attempt(name, () => createJobs(this.#server.services).runOnce(name));
  }

  async #advanceClock(): Promise<string> {
    this.#options.clock.advance(this.#random.integer(1, 300) * 1_000);
    return Promise.resolve('clock done');
  }

  async #readBalance(): Promise<string> {
    const answer = await this.#server.rest<{ credits: number } | null>('/credit/balance', {
      user: this.#user,
    });
    if (answer.data !== null && answer.data.credits < 0) return 'balance negative';
    return told('balance', answer);
  }

  /** One that is known, and now and then somebody who has no business with it. */
  #some(kind: keyof Known): Owned {
    const known = this.#known[kind];
    const nothing = { name: kind === 'orders' ? 'R0' : generationId('', 0), user: this.#user };
    const owned = known.length === 0 ? nothing : this.#random.pick(known);
    return this.#random.chance(0.05) ? { ...owned, user: this.#user } : owned;
  }
}

function actorOf({ id }: TestUser): { userId: string; sessionId: null } {
  return { userId: id, sessionId: null };
}

function told(operation: string, { reason }: Pick<RestAnswer<unknown>, 'reason'>): string {
  return `${operation} ${reason ?? 'done'}`;
}

async function attempt(operation: string, work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return `${operation} done`;
  } catch (error) {
    return `${operation} ${toAppError(error).reason}`;
  }
}
