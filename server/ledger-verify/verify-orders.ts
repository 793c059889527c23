import { orderReversalKey } from '../credits/ledger-keys.ts';
import { anyOf, type Reader } from '../database/sql.ts';
import type { Findings } from './findings.ts';
import { readPages } from './ordered-stream.ts';

const DAY_MS = 24 * 3_600_000;
const BATCH_ORDERS = 2_000;

interface StoredOrder {
  readonly id: number;
  readonly order_no: string;
  readonly kind: 'recharge' | 'membership';
  readonly user_id: string;
  readonly payment_status: string;
  readonly price_fen: number;
  readonly refunded_fen: number;
  readonly amount: number | null;
  readonly bonus: number | null;
  readonly membership_type: string | null;
  readonly duration_days: number | null;
  readonly start_at: number | null;
  readonly end_at: number | null;
}

interface StoredPeriod {
  readonly order_no: string;
  readonly user_id: string;
  readonly membership_type: string;
  readonly start_at: number;
  readonly end_at: number;
}

/** Law 3: what orders gave and took back, with their payments and refunds. */
export async function verifyOrders(reader: Reader, findings: Findings): Promise<void> {
  const pages = readPages<StoredOrder>(
    reader,
    `SELECT id, order_no, kind, user_id, payment_status, price_fen, refunded_fen, amount, bonus, membership_type,
       duration_days, start_at, end_at
     FROM orders WHERE id > $id ORDER BY id LIMIT $limit`,
    { id: 0 },
    (last) => ({ id: last.id }),
    BATCH_ORDERS,
  );
  for await (const orders of pages) {
    await checkGrants(reader, findings, orders);
    await checkPeriods(reader, findings, orders);
    await checkPayments(reader, findings, orders);
    await checkRefunds(reader, findings, orders);
  }
  await checkTradeNumbers(reader, findings);
}

/** Law 6, where the unique index that holds it should be gone. */
async function checkTradeNumbers(reader: Reader, findings: Findings): Promise<void> {
  const rows = await reader.all<{ provider: string; provider_trade_no: string; payments: number }>(
    `SELECT provider, provider_trade_no, COUNT(*) AS payments FROM payments WHERE provider_trade_no IS NOT NULL
     GROUP BY provider, provider_trade_no ORDER BY payments DESC LIMIT 1`,
  );
  for (const { provider, provider_trade_no: tradeNo, payments } of rows)
    findings.check(
      'payment.trade-number',
      payments === 1,
      () => `${provider} ${tradeNo}: belongs to ${payments} payments`,
    );
}

function isSettled(order: StoredOrder): boolean {
  return ['PAID', 'REFUNDING', 'REFUNDED'].includes(order.payment_status);
}

async function checkGrants(
  reader: Reader,
  findings: Findings,
  orders: readonly StoredOrder[],
): Promise<void> {
  const rows = await reader.all<{ related_id: string; type: string; user_id: string; amount: number }>(
    // The condition is spelled as in the index of grants, so that it is used.
    `SELECT related_id, type, user_id, amount FROM credit_transactions
     WHERE related_type = 'ORDER' AND type IN ('RECHARGE', 'REWARD') AND ${anyOf(reader.dialect, 'related_id', 'text', 'orderNos')}`,
    { orderNos: orders.map((order) => order.order_no) },
  );
  const granted = groupBy(rows, (row) => row.related_id);
  for (const order of orders) {
    const wanted = isSettled(order)
      ? [`RECHARGE ${order.amount}`, `REWARD ${order.bonus}`].filter((_, i) =>
          i === 0 ? order.kind === 'recharge' : (order.bonus ?? 0) > 0,
        )
      : [];
    const actual = (granted.get(order.order_no) ?? [])
      .filter((row) => row.user_id === order.user_id)
      .map((row) => `${row.type} ${row.amount}`)
      .sort();
    findings.check(
      'order.grant',
      actual.join() === wanted.join(),
      () =>
        `order ${order.order_no} (${order.payment_status}): has ${actual.join(', ') || 'no credits'} and should have ${wanted.join(', ') || 'none'}`,
    );
  }
}

async function checkPeriods(
  reader: Reader,
  findings: Findings,
  orders: readonly StoredOrder[],
): Promise<void> {
  const rows = await reader.all<StoredPeriod>(
    `SELECT order_no, user_id, membership_type, start_at, end_at FROM membership_periods
     WHERE ${anyOf(reader.dialect, 'order_no', 'text', 'orderNos')}`,
    { orderNos: orders.map((order) => order.order_no) },
  );
  const periods = new Map(rows.map((row) => [row.order_no, row]));
  for (const order of orders) {
    const period = periods.get(order.order_no);
    const holds =
      order.kind === 'membership' && isSettled(order)
        ? period?.user_id === order.user_id &&
          period.membership_type === order.membership_type &&
          period.end_at - period.start_at === (order.duration_days ?? 0) * DAY_MS &&
          period.start_at === order.start_at &&
          period.end_at === order.end_at
        : period === undefined;
    findings.check(
      'order.period',
      holds,
      () =>
        `order ${order.order_no} (${order.payment_status}): ${period ? 'has a period it should not have, or another one' : 'has no period'}`,
    );
  }
}

async function checkPayments(
  reader: Reader,
  findings: Findings,
  orders: readonly StoredOrder[],
): Promise<void> {
  const rows = await reader.all<{ order_no: string; amount_fen: number }>(
    `SELECT order_no, amount_fen FROM payments
     WHERE state = 'SUCCEEDED' AND ${anyOf(reader.dialect, 'order_no', 'text', 'orderNos')}`,
    { orderNos: orders.map((order) => order.order_no) },
  );
  const payments = groupBy(rows, (row) => row.order_no);
  for (const order of orders) {
    const paid = (payments.get(order.order_no) ?? []).map((payment) => payment.amount_fen);
    const wanted = isSettled(order) ? [order.price_fen] : [];
    findings.check(
      'order.payment',
      paid.join() === wanted.join(),
      () =>
        `order ${order.order_no} (${order.payment_status}): was paid ${paid.join(' and ') || 'nothing'}, in fen, and should have been ${wanted.join() || 'nothing'}`,
    );
  }
}

async function checkRefunds(
  reader: Reader,
  findings: Findings,
  orders: readonly StoredOrder[],
): Promise<void> {
  const refunds = await reader.all<{
    order_no: string;
    out_refund_no: string;
    state: string;
    amount_fen: number;
    credits: number;
  }>(
    `SELECT order_no, out_refund_no, state, amount_fen, credits FROM payment_refunds
     WHERE purpose = 'ORDER' AND ${anyOf(reader.dialect, 'order_no', 'text', 'orderNos')}`,
    { orderNos: orders.map((order) => order.order_no) },
  );
  const rows = await reader.all<{ ledger_key: string; user_id: string; amount: number; related_id: string }>(
    `SELECT ledger_key, user_id, amount, related_id FROM credit_transactions
     WHERE ${anyOf(reader.dialect, 'ledger_key', 'text', 'keys')}`,
    { keys: refunds.map((refund) => orderReversalKey(refund.out_refund_no)) },
  );
  // REVERSAL rows are found by their users, because a row under a made-up key must be found too.
  const reversals = await reader.all<{ user_id: string; related_id: string | null; amount: number }>(
    `SELECT user_id, related_id, amount FROM credit_transactions
     WHERE type = 'REVERSAL' AND type <> 'CONSUME' AND ${anyOf(reader.dialect, 'user_id', 'uuid', 'userIds')}`,
    { userIds: [...new Set(orders.map((order) => order.user_id))] },
  );
  const byKey = new Map(rows.map((row) => [`${row.user_id} ${row.ledger_key}`, row]));
  const byOrder = groupBy(refunds, (refund) => refund.order_no);
  const takenByOrder = groupBy(reversals, (row) => `${row.user_id} ${row.related_id}`);
  for (const order of orders) {
    const own = byOrder.get(order.order_no) ?? [];
    const succeeded = own.filter((refund) => refund.state === 'SUCCEEDED');
    for (const refund of own) {
      const row = byKey.get(`${order.user_id} ${orderReversalKey(refund.out_refund_no)}`);
      const credits = refund.state === 'SUCCEEDED' ? refund.credits : 0;
      findings.check(
        'order.reversal',
        (row ? -row.amount : 0) === credits && (!row || row.related_id === order.order_no),
        () =>
          `refund ${refund.out_refund_no} (${refund.state}): took ${row ? -row.amount : 0} credits and should have taken ${credits}`,
      );
    }
    const isRefunding = own.some((refund) => refund.state === 'PENDING');
    const isRefunded = order.refunded_fen === order.price_fen;
    findings.check(
      'order.state',
      isRefunding === (order.payment_status === 'REFUNDING') &&
        (isRefunding || isRefunded === (order.payment_status === 'REFUNDED')),
      () =>
        `order ${order.order_no} is ${order.payment_status}: ${isRefunding ? 'a' : 'no'} refund is running, ${order.refunded_fen} of ${order.price_fen} fen are refunded`,
    );
    const taken = sum(takenByOrder.get(`${order.user_id} ${order.order_no}`) ?? [], (row) => -row.amount);
    const credits = sum(succeeded, (refund) => refund.credits);
    const fen = sum(succeeded, (refund) => refund.amount_fen);
    findings.check(
      'order.reversal',
      taken === credits && fen === order.refunded_fen,
      () =>
        `order ${order.order_no}: lost ${taken} credits and ${order.refunded_fen} fen; its refunds say ${credits} and ${fen}`,
    );
  }
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  return Map.groupBy(rows, keyOf);
}

function sum<Row>(rows: readonly Row[], valueOf: (row: Row) => number): number {
  return rows.reduce((total, row) => total + valueOf(row), 0);
}
