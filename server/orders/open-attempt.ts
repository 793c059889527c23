import { askGateway } from './ask-gateway.ts';
import { findNewestAttempt } from './find-newest-attempt.ts';
import { findOrder } from './find-order.ts';
import { getGateway } from './get-gateway.ts';
import type { OrdersDeps } from './orders-deps.ts';
import type { Payment } from './orders.model.ts';

/** Attempts being opened by this process; who asks for one meanwhile waits for the same answer. */
const opening = new WeakMap<object, Map<string, Promise<void>>>();

/**
 * Asks the gateway for what the buyer scans, if the newest attempt of a payable order still lacks it: freshly
 * committed, or left so by a crash. A gateway that fails marks the attempt FAILED and is not an error: the order then
 * says that paying again may help. Doing it twice opens one trade, because gateways know the attempt by its number.
 */
export async function openAttempt(deps: OrdersDeps, orderNo: string): Promise<void> {
  const [order, attempt] = await Promise.all([findOrder(deps, orderNo), findNewestAttempt(deps, orderNo)]);
  if (order?.paymentStatus !== 'PENDING' || attempt?.state !== 'CREATED') return;
  const underWay = opening.get(deps.db) ?? new Map<string, Promise<void>>();
  opening.set(deps.db, underWay);
  let work = underWay.get(attempt.outTradeNo);
  if (!work) {
    work = open(deps, attempt).finally(() => underWay.delete(attempt.outTradeNo));
    underWay.set(attempt.outTradeNo, work);
  }
  await work;
}

async function open(deps: OrdersDeps, attempt: Payment): Promise<void> {
  const { db, gateways, logger } = deps;
  try {
    const gateway = getGateway(gateways, attempt.provider);
    const { qrContent } = await askGateway(gateways, (signal) =>
      gateway.create(
        {
          outTradeNo: attempt.outTradeNo,
          paymentMethod: attempt.paymentMethod,
          amountFen: attempt.amountFen,
          subject: `Creator Studio ${attempt.orderNo}`,
          expiresAt: attempt.expiresAt,
        },
        signal,
      ),
    );
    // An answer that another process took for lost is still good.
    await db.write(
      (tx) =>
        tx.run(
          `UPDATE payments SET state = 'OPEN', qr_content = $qrContent WHERE id = $id AND state IN ('CREATED', 'FAILED')`,
          { id: attempt.id, qrContent },
        ),
      { repeatable: true },
    );
  } catch (error) {
    logger.warn({ err: error, outTradeNo: attempt.outTradeNo }, 'the gateway did not open a trade');
    await db.write(
      (tx) =>
        tx.run(`UPDATE payments SET state = 'FAILED' WHERE id = $id AND state = 'CREATED'`, {
          id: attempt.id,
        }),
      { repeatable: true },
    );
  }
}
