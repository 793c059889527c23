import { randomUUID } from 'node:crypto';
import type { Database } from '../database/database.ts';
import { verifyLedger } from '../ledger-verify/verify-ledger.ts';
import type { OrdersDeps } from '../orders/orders-deps.ts';
import { createPaymentGateways } from '../payment/create-payment-gateways.ts';
import type { PaymentGateways } from '../payment/payment-gateway.ts';
import type { Actor } from '../platform/app-deps.ts';
import { readConfig } from '../platform/config.ts';
import { createLocalEventBus, type EventBus, type LiveChange } from '../platform/events.ts';
import { DEFAULT_LIMITS } from '../platform/limits.ts';
import { createLogger } from '../platform/logger.ts';
import type { TestDatabase } from './for-each-dialect.ts';

/** Everything the commands of orders need, over a test's database, with the events they published. */
export interface OrdersWorld extends OrdersDeps {
  readonly published: LiveChange[];
}

/** Builds one; without `gateways`, payments go to the simulator, whose book lies in the database's folder. */
export function createOrdersWorld(
  { db, dataDir }: Pick<TestDatabase, 'db' | 'dataDir'>,
  gateways?: PaymentGateways,
): OrdersWorld {
  const config = readConfig({ DATA_DIR: dataDir });
  const bus = createLocalEventBus();
  const published: LiveChange[] = [];
  const events: EventBus = {
    ...bus,
    publish: (changes) => {
      published.push(...changes);
      bus.publish(changes);
    },
  };
  return {
    config,
    db,
    events,
    published,
    limits: DEFAULT_LIMITS,
    logger: createLogger({ logLevel: 'silent' }),
    gateways: gateways ?? createPaymentGateways(config),
  };
}

/** Adds a user and returns them as the one who acts. */
export async function addActor(db: Database): Promise<Actor> {
  const userId = randomUUID();
  await db.write((tx) =>
    tx.run(`INSERT INTO users (id, username, created_at) VALUES ($userId, $username, $now)`, {
      userId,
      username: `user-${userId.slice(0, 24)}`,
      now: tx.now.getTime(),
    }),
  );
  return { userId, sessionId: null };
}

/** The user's ledger rows in order, as `type amount relatedId`. */
export async function listLedger(db: Database, actor: Actor): Promise<string[]> {
  const rows = await db.reader.all<{ type: string; amount: number; related_id: string }>(
    `SELECT type, amount, related_id FROM credit_transactions WHERE user_id = $userId ORDER BY sequence`,
    { userId: actor.userId },
  );
  return rows.map((row) => `${row.type} ${row.amount} ${row.related_id}`);
}

/** States of an order's attempts, in order. */
export async function listAttemptStates(db: Database, orderNo: string): Promise<string[]> {
  const rows = await db.reader.all<{ state: string }>(
    `SELECT state FROM payments WHERE order_no = $orderNo ORDER BY attempt`,
    { orderNo },
  );
  return rows.map((row) => row.state);
}

/** Broken laws of the ledger, in words; none when all is well. */
export async function listBrokenLaws({ db, config }: OrdersDeps): Promise<string[]> {
  const { checks } = await verifyLedger(db, { businessTimeZone: config.businessTimeZone });
  return checks.flatMap(({ name, first }) => (first === null ? [] : [`${name}: ${first}`]));
}
