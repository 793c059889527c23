import { LEDGER_ROW_COLUMNS, LOT_COLUMNS, type StoredLot } from '../credits/ledger-rows.ts';
import { ACCOUNT_COLUMN_LIST, type StoredAccount } from '../credits/lock-accounts.ts';
import type { Reader } from '../database/sql.ts';
import { BEFORE_ALL_USERS, OrderedStream, PAGE_ROWS } from './ordered-stream.ts';
import { UserWalk, type AccountsWalk, type StoredRow, type StoredTotal } from './user-walk.ts';

/**
 * Laws 1 and 2: walks rows, lots, daily totals and accounts side by side in the order of users, holding a page of
 * each and, of the user under way, the lots that are not used up and the totals of their days.
 */
export async function verifyAccounts(walk: AccountsWalk): Promise<void> {
  const { reader, anchor } = walk;
  const [rows, lots, totals, accounts] = await Promise.all([
    openStream<StoredRow>(
      reader,
      `SELECT hash_version, ${LEDGER_ROW_COLUMNS} FROM credit_transactions
       WHERE (user_id, sequence) > ($userId, $sequence) ORDER BY user_id, sequence LIMIT $limit`,
      (last) => ({ userId: last?.user_id ?? BEFORE_ALL_USERS, sequence: last?.sequence ?? -1 }),
    ),
    openStream<StoredLot>(
      reader,
      `SELECT ${LOT_COLUMNS} FROM credit_lots l
       WHERE (user_id, origin_sequence) > ($userId, $sequence) ORDER BY user_id, origin_sequence LIMIT $limit`,
      (last) => ({ userId: last?.user_id ?? BEFORE_ALL_USERS, sequence: last?.origin_sequence ?? -1 }),
    ),
    openStream<StoredTotal>(
      reader,
      `SELECT user_id, business_date, type, count, amount FROM credit_daily_totals
       WHERE (user_id, business_date, type) > ($userId, $date, $type)
       ORDER BY user_id, business_date, type LIMIT $limit`,
      (last) => ({
        userId: last?.user_id ?? BEFORE_ALL_USERS,
        date: last?.business_date ?? '',
        type: last?.type ?? '',
      }),
    ),
    openStream<StoredAccount>(
      reader,
      `SELECT ${ACCOUNT_COLUMN_LIST} FROM credit_accounts
       WHERE user_id > $userId ORDER BY user_id LIMIT $limit`,
      (last) => ({ userId: last?.user_id ?? BEFORE_ALL_USERS }),
    ),
  ]);
  for (;;) {
    const heads = [rows.head, lots.head, totals.head, accounts.head].flatMap((head) =>
      head ? [head.user_id] : [],
    );
    if (anchor?.head) heads.push(anchor.head.userId);
    if (heads.length === 0) return;
    const userId = heads.reduce((a, b) => (a < b ? a : b));
    await new UserWalk(walk, userId).run(rows, lots, totals, accounts);
  }
}

async function openStream<Row>(
  reader: Reader,
  sql: string,
  paramsAfter: (last: Row | null) => Record<string, string | number>,
): Promise<OrderedStream<Row>> {
  const load = (last: Row | null): Promise<Row[]> =>
    reader.all<Row>(sql, { ...paramsAfter(last), limit: PAGE_ROWS });
  return new OrderedStream(load).start();
}
