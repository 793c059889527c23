import type {
  CreditSourceView,
  GrantStateView,
  TracedTransactionView,
  TraceTransactionsInput,
} from '../../shared/contracts/credits.ts';
import { anyOf, type Reader } from '../database/sql.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { presentTransaction } from './credits.presenter.ts';
import { generationChargeKey, generationRefundKey, orderBonusKey, orderRechargeKey } from './ledger-keys.ts';
import { LEDGER_ROW_COLUMNS, type StoredLedgerRow } from './ledger-rows.ts';
import type { Allocation } from './ledger-types.ts';

type FoundRow = StoredLedgerRow & { readonly id: number };

/**
 * The actor's ledger rows about one order or generation, or the one of a sequence, oldest first; none when there are
 * none. Each tells which grants its credits came from, and a grant what is left of it. Reads a handful of rows by
 * their indexes, however long the ledger is.
 */
export async function traceTransactions(
  { db }: Pick<AppDeps, 'db'>,
  actor: Actor,
  input: TraceTransactionsInput,
): Promise<TracedTransactionView[]> {
  const { reader } = db;
  const { userId } = actor;
  const rows =
    'sequence' in input
      ? await readRow(reader, userId, input.sequence)
      : await readRelated(reader, userId, input.relatedId);
  const origins = [...new Set(rows.flatMap((row) => allocationsOf(row).map(([origin]) => origin)))];
  if (origins.length === 0) return [];
  const [sources, grants] = await Promise.all([
    readSources(reader, userId, origins),
    readGrants(reader, userId, origins),
  ]);
  return rows.map((row) => ({
    ...presentTransaction(row),
    sources: allocationsOf(row).flatMap(([origin, amount]) => {
      const source = sources.get(origin);
      return source && origin !== row.sequence ? [{ ...source, amount }] : [];
    }),
    grant: grants.get(row.sequence) ?? null,
  }));
}

function allocationsOf(row: StoredLedgerRow): Allocation[] {
  return JSON.parse(row.allocations) as Allocation[];
}

function readRow(reader: Reader, userId: string, sequence: number): Promise<FoundRow[]> {
  return reader.all<FoundRow>(
    `SELECT id, ${LEDGER_ROW_COLUMNS} FROM credit_transactions WHERE user_id = $userId AND sequence = $sequence`,
    { userId, sequence },
  );
}

/** By the keys such rows have; only the rare reversals, whose keys name their refund, are found by what they are about. */
function readRelated(reader: Reader, userId: string, relatedId: string): Promise<FoundRow[]> {
  const keys = [
    orderRechargeKey(relatedId),
    orderBonusKey(relatedId),
    generationChargeKey(userId, relatedId),
    generationRefundKey(userId, relatedId),
  ];
  return reader.all<FoundRow>(
    `SELECT id, ${LEDGER_ROW_COLUMNS} FROM credit_transactions
       WHERE user_id = $userId AND ledger_key IN ($key0, $key1, $key2, $key3)
     UNION ALL
     SELECT id, ${LEDGER_ROW_COLUMNS} FROM credit_transactions
       WHERE user_id = $userId AND type = 'REVERSAL' AND type <> 'CONSUME' AND related_id = $relatedId
     ORDER BY sequence`,
    { userId, relatedId, ...Object.fromEntries(keys.map((key, index) => [`key${index}`, key])) },
  );
}

async function readSources(
  reader: Reader,
  userId: string,
  sequences: readonly number[],
): Promise<Map<number, Omit<CreditSourceView, 'amount'>>> {
  const rows = await reader.all<Pick<StoredLedgerRow, 'sequence' | 'type' | 'related_id' | 'created_at'>>(
    `SELECT sequence, type, related_id, created_at FROM credit_transactions
     WHERE user_id = $userId AND ${anyOf(reader.dialect, 'sequence', 'bigint', 'sequences')}`,
    { userId, sequences },
  );
  return new Map(
    rows.map((row) => [
      row.sequence,
      {
        sequence: row.sequence,
        type: row.type,
        relatedId: row.related_id,
        createdAt: new Date(row.created_at),
      },
    ]),
  );
}

async function readGrants(
  reader: Reader,
  userId: string,
  sequences: readonly number[],
): Promise<Map<number, GrantStateView>> {
  const rows = await reader.all<{
    origin_sequence: number;
    remaining: number;
    held: number;
    expires_at: number | null;
  }>(
    `SELECT l.origin_sequence, l.remaining, l.held, l.expires_at FROM current_credit_lots l
     WHERE l.user_id = $userId AND ${anyOf(reader.dialect, 'l.origin_sequence', 'bigint', 'sequences')}`,
    { userId, sequences },
  );
  return new Map(
    rows.map((row) => [
      row.origin_sequence,
      {
        remaining: row.remaining,
        held: row.held,
        expiresAt: row.expires_at === null ? null : new Date(row.expires_at),
      },
    ]),
  );
}
