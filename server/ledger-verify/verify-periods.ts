import { anyOf, type Reader } from '../database/sql.ts';
import type { Findings } from './findings.ts';
import { BEFORE_ALL_USERS, readPages } from './ordered-stream.ts';

interface StoredPeriod {
  readonly user_id: string;
  readonly number: number;
  readonly order_no: string;
  readonly start_at: number;
  readonly end_at: number;
}

/** Law 3: periods of one user are numbered without a gap, do not overlap, and each belongs to an order. */
export async function verifyPeriods(reader: Reader, findings: Findings): Promise<void> {
  const pages = readPages<StoredPeriod>(
    reader,
    `SELECT user_id, number, order_no, start_at, end_at FROM membership_periods
     WHERE (user_id, number) > ($userId, $number) ORDER BY user_id, number LIMIT $limit`,
    { userId: BEFORE_ALL_USERS, number: 0 },
    (last) => ({ userId: last.user_id, number: last.number }),
  );
  let before: StoredPeriod | null = null;
  for await (const periods of pages) {
    const orders = await reader.all<{ order_no: string }>(
      `SELECT order_no FROM orders WHERE kind = 'membership' AND ${anyOf(reader.dialect, 'order_no', 'text', 'orderNos')}`,
      { orderNos: periods.map((period) => period.order_no) },
    );
    const known = new Set(orders.map((order) => order.order_no));
    for (const period of periods) {
      const previous: StoredPeriod | null = before?.user_id === period.user_id ? before : null;
      findings.check(
        'period.overlap',
        period.number === (previous?.number ?? 0) + 1 && period.start_at >= (previous?.end_at ?? 0),
        () => `user ${period.user_id}, period ${period.number}: does not follow the one before it`,
      );
      if (!known.has(period.order_no))
        findings.check(
          'order.period',
          false,
          () => `user ${period.user_id}, period ${period.number}: has no membership order ${period.order_no}`,
        );
      before = period;
    }
  }
}
