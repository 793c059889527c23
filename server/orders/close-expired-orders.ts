import { closeOrder } from './close-order.ts';
import type { OrdersDeps } from './orders-deps.ts';

const BATCH_SIZE = 100;
/** Orders whose gateways are asked at the same time. */
const CONCURRENCY = 4;

interface Expired {
  readonly id: number;
  readonly order_no: string;
  readonly expires_at: number;
}

/**
 * Job: closes the PENDING orders whose time has passed, each only after its gateway has answered; returns how many.
 * Safe to run in several processes at once. An order whose gateway does not answer stays for the next run and keeps
 * no other from being closed. `signal` ends the run between two orders.
 */
export async function closeExpiredOrders(deps: OrdersDeps, signal?: AbortSignal): Promise<number> {
  const now = deps.db.now().getTime();
  let closed = 0;
  let last: Pick<Expired, 'id' | 'expires_at'> = { id: 0, expires_at: 0 };
  for (;;) {
    const batch = await deps.db.reader.all<Expired>(
      `SELECT id, order_no, expires_at FROM orders
       WHERE payment_status = 'PENDING' AND expires_at <= $now AND (expires_at, id) > ($lastExpiresAt, $lastId)
       ORDER BY expires_at, id LIMIT ${BATCH_SIZE}`,
      { now, lastExpiresAt: last.expires_at, lastId: last.id },
    );
    const queue = [...batch];
    const work = async (): Promise<void> => {
      for (let order = queue.shift(); order && !signal?.aborted; order = queue.shift()) {
        if (await tryClose(deps, order.order_no)) closed += 1;
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
    const end = batch.at(-1);
    if (!end || batch.length < BATCH_SIZE || signal?.aborted) return closed;
    last = end;
  }
}

async function tryClose(deps: OrdersDeps, orderNo: string): Promise<boolean> {
  try {
    return await closeOrder(deps, orderNo);
  } catch (error) {
    deps.logger.warn({ err: error, orderNo }, 'an expired order could not be closed yet');
    return false;
  }
}
