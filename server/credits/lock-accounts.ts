import { anyOf, forUpdate, type Reader } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import { emptyAccount } from './account-book.ts';
import type { LedgerAccount } from './ledger-types.ts';

/** A row of credit_accounts as the databases return it. */
export interface StoredAccount {
  readonly user_id: string;
  readonly balance: number;
  readonly last_sequence: number;
  readonly last_hash: string;
  readonly last_created_at: number;
  readonly first_open_sequence: number;
  readonly tab_lot: number | null;
  readonly tab_limit: number;
  readonly tab_expires_at: number | null;
  readonly tab_date: string | null;
  readonly tab_count: number;
  readonly tab_amount: number;
}

/** Columns of an account, for inserting it. */
export const ACCOUNT_COLUMNS = {
  user_id: 'uuid',
  balance: 'bigint',
  last_sequence: 'bigint',
  last_hash: 'text',
  last_created_at: 'bigint',
  first_open_sequence: 'bigint',
  tab_lot: 'bigint',
  tab_limit: 'bigint',
  tab_expires_at: 'bigint',
  tab_date: 'text',
  tab_count: 'bigint',
  tab_amount: 'bigint',
} as const;

/** {@link ACCOUNT_COLUMNS}, for a SELECT. */
export const ACCOUNT_COLUMN_LIST = Object.keys(ACCOUNT_COLUMNS).join();

/**
 * Locks the accounts of these users, in the order of their ids, until the transaction ends, and returns their heads.
 * On PostgreSQL a missing account is created, because a row that does not exist cannot be locked; on SQLite the
 * transaction holds the whole file and a missing account is simply left out. `found` is what
 * {@link lockExistingAccounts} gave for the same users in the same transaction, where that has been asked already.
 */
export async function lockAccounts(
  tx: Tx,
  userIds: readonly string[],
  found?: readonly LedgerAccount[],
): Promise<LedgerAccount[]> {
  const accounts = [...(found ?? (await lockExistingAccounts(tx, userIds)))];
  if (tx.dialect === 'sqlite' || accounts.length === userIds.length) return accounts;
  const known = new Set(accounts.map(({ userId }) => userId));
  const missing = [...new Set(userIds)].filter((userId) => !known.has(userId));
  if (missing.length === 0) return accounts;
  await tx.insertMany({
    table: 'credit_accounts',
    columns: ACCOUNT_COLUMNS,
    rows: missing.sort().map((userId) => toAccountRow(emptyAccount(userId))),
    onConflict: '(user_id) DO NOTHING',
  });
  return [...accounts, ...(await lockExistingAccounts(tx, missing))];
}

/** An account as its table holds it. */
export function toAccountRow(account: LedgerAccount): {
  [Column in keyof StoredAccount]: StoredAccount[Column];
} {
  return {
    user_id: account.userId,
    balance: account.balance,
    last_sequence: account.lastSequence,
    last_hash: account.lastHash,
    last_created_at: account.lastCreatedAt,
    first_open_sequence: account.firstOpenSequence,
    tab_lot: account.tab?.lot ?? null,
    tab_limit: account.tab?.limit ?? 0,
    tab_expires_at: account.tab?.expiresAt ?? null,
    tab_date: account.tab?.date ?? null,
    tab_count: account.tab?.count ?? 0,
    tab_amount: account.tab?.amount ?? 0,
  };
}

/** Locks those of the accounts that there are, in the order of their ids, and returns their heads. */
export async function lockExistingAccounts(
  reader: Reader,
  userIds: readonly string[],
): Promise<LedgerAccount[]> {
  const newest = reader.dialect === 'postgres' ? ', newest_generation_id' : '';
  const rows = await reader.all<StoredAccount & { readonly newest_generation_id?: string | null }>(
    `SELECT ${ACCOUNT_COLUMN_LIST}${newest} FROM credit_accounts WHERE ${anyOf(reader.dialect, 'user_id', 'uuid', 'userIds')}
     ORDER BY user_id ${forUpdate(reader.dialect)}`,
    { userIds },
  );
  return rows.map((row) => ({ ...toAccount(row), newestGenerationId: row.newest_generation_id ?? null }));
}

/** A stored account as a value. */
export function toAccount(row: StoredAccount): LedgerAccount {
  return {
    userId: row.user_id,
    balance: row.balance,
    lastSequence: row.last_sequence,
    lastHash: row.last_hash,
    lastCreatedAt: row.last_created_at,
    firstOpenSequence: row.first_open_sequence,
    tab:
      row.tab_lot === null
        ? null
        : {
            lot: row.tab_lot,
            limit: row.tab_limit,
            expiresAt: row.tab_expires_at,
            date: row.tab_date,
            count: row.tab_count,
            amount: row.tab_amount,
          },
  };
}
