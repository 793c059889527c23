import type { RelatedType, TransactionType } from '../../shared/contracts/credits.ts';
import type { RowSet } from '../database/sql.ts';
import { businessDate } from '../platform/business-date.ts';
import { HASH_VERSION } from './ledger-hash.ts';
import { ACCOUNT_COLUMNS, toAccountRow } from './lock-accounts.ts';
import type {
  Allocation,
  LedgerAccount,
  LedgerLot,
  LedgerRow,
  LedgerTab,
  LotSource,
} from './ledger-types.ts';

/** A row of credit_transactions as the databases return it. */
export interface StoredLedgerRow {
  readonly user_id: string;
  readonly sequence: number;
  readonly type: TransactionType;
  readonly amount: number;
  readonly balance_after: number;
  readonly description: string;
  readonly related_type: RelatedType | null;
  readonly related_id: string | null;
  readonly allocations: string;
  readonly ledger_key: string;
  readonly hash: string;
  readonly created_at: number;
}

/** A row of credit_lots as the databases return it. */
export interface StoredLot {
  readonly user_id: string;
  readonly origin_sequence: number;
  readonly source_type: LotSource;
  readonly related_id: string | null;
  readonly amount: number;
  readonly remaining: number;
  readonly held: number;
  readonly expires_at: number | null;
}

/** Columns of {@link StoredLedgerRow}, for a SELECT. */
export const LEDGER_ROW_COLUMNS =
  'user_id, sequence, type, amount, balance_after, description, related_type, related_id, allocations, ledger_key, hash, created_at';

/** Columns of {@link StoredLot}, for a SELECT from `credit_lots l`. */
export const LOT_COLUMNS =
  'l.user_id, l.origin_sequence, l.source_type, l.related_id, l.amount, l.remaining, l.held, l.expires_at';

/** A stored row as a value. */
export function toLedgerRow(row: StoredLedgerRow): LedgerRow {
  return {
    userId: row.user_id,
    sequence: row.sequence,
    type: row.type,
    amount: row.amount,
    balanceAfter: row.balance_after,
    description: row.description,
    relatedType: row.related_type,
    relatedId: row.related_id,
    allocations: JSON.parse(row.allocations) as Allocation[],
    ledgerKey: row.ledger_key,
    hash: row.hash,
    createdAt: new Date(row.created_at),
  };
}

/** A stored lot as a value. */
export function toLot(row: StoredLot): LedgerLot {
  return {
    userId: row.user_id,
    originSequence: row.origin_sequence,
    sourceType: row.source_type,
    relatedId: row.related_id,
    amount: row.amount,
    remaining: row.remaining,
    held: row.held,
    expiresAt: row.expires_at,
  };
}

/** Inserts or updates the heads of ledgers. */
export function accountSet(accounts: readonly LedgerAccount[]): RowSet {
  return {
    table: 'credit_accounts',
    columns: ACCOUNT_COLUMNS,
    rows: accounts.map(toAccountRow),
    onConflict: `(user_id) DO UPDATE SET balance = excluded.balance, last_sequence = excluded.last_sequence,
      last_hash = excluded.last_hash, last_created_at = excluded.last_created_at,
      first_open_sequence = excluded.first_open_sequence, tab_lot = excluded.tab_lot, tab_limit = excluded.tab_limit,
      tab_expires_at = excluded.tab_expires_at, tab_date = excluded.tab_date, tab_count = excluded.tab_count,
      tab_amount = excluded.tab_amount`,
  };
}

/** Inserts ledger rows. */
export function transactionSet(rows: readonly LedgerRow[]): RowSet {
  return {
    table: 'credit_transactions',
    columns: {
      user_id: 'uuid',
      sequence: 'bigint',
      type: 'text',
      amount: 'bigint',
      balance_after: 'bigint',
      description: 'text',
      related_type: 'text',
      related_id: 'text',
      allocations: 'text',
      ledger_key: 'text',
      hash: 'text',
      hash_version: 'bigint',
      created_at: 'bigint',
    },
    rows: rows.map((row) => ({
      user_id: row.userId,
      sequence: row.sequence,
      type: row.type,
      amount: row.amount,
      balance_after: row.balanceAfter,
      description: row.description,
      related_type: row.relatedType,
      related_id: row.relatedId,
      allocations: JSON.stringify(row.allocations),
      ledger_key: row.ledgerKey,
      hash: row.hash,
      hash_version: HASH_VERSION,
      created_at: row.createdAt.getTime(),
    })),
  };
}

/** Inserts or updates lots. */
export function lotSet(lots: readonly LedgerLot[]): RowSet {
  return {
    table: 'credit_lots',
    columns: {
      user_id: 'uuid',
      origin_sequence: 'bigint',
      source_type: 'text',
      related_id: 'text',
      amount: 'bigint',
      remaining: 'bigint',
      held: 'bigint',
      expires_at: 'bigint',
    },
    rows: lots.map((lot) => ({
      user_id: lot.userId,
      origin_sequence: lot.originSequence,
      source_type: lot.sourceType,
      related_id: lot.relatedId,
      amount: lot.amount,
      remaining: lot.remaining,
      held: lot.held,
      expires_at: lot.expiresAt,
    })),
    onConflict: `(user_id, origin_sequence) DO UPDATE SET remaining = excluded.remaining, held = excluded.held,
      expires_at = excluded.expires_at`,
  };
}

/** Adds rows and settled tabs to the totals of their user, business day and type; each total is touched once. */
export function dailyTotalSet(
  rows: readonly LedgerRow[],
  settledTabs: readonly (LedgerTab & { readonly userId: string })[],
  businessTimeZone: string,
): RowSet {
  const totals = new Map<
    string,
    { user_id: string; business_date: string; type: string; count: number; amount: number }
  >();
  const add = (userId: string, date: string, type: TransactionType, count: number, amount: number): void => {
    const name = `${userId} ${date} ${type}`;
    const total = totals.get(name);
    if (total) {
      total.count += count;
      total.amount += amount;
    } else totals.set(name, { user_id: userId, business_date: date, type, count, amount });
  };
  for (const { userId, date, count, amount } of settledTabs)
    if (date !== null) add(userId, date, 'CONSUME', count, -amount);
  // Rows of a batch share a few instants, and finding an instant's day is the slowest thing here.
  const dates = new Map<number, string>();
  for (const { userId, type, amount, createdAt } of rows) {
    const date = dates.get(createdAt.getTime()) ?? businessDate(createdAt, businessTimeZone);
    dates.set(createdAt.getTime(), date);
    add(userId, date, type, 1, amount);
  }
  return {
    table: 'credit_daily_totals',
    columns: { user_id: 'uuid', business_date: 'text', type: 'text', count: 'bigint', amount: 'bigint' },
    rows: [...totals.values()],
    onConflict: `(user_id, business_date, type) DO UPDATE SET count = credit_daily_totals.count + excluded.count,
      amount = credit_daily_totals.amount + excluded.amount`,
  };
}
