import { formatDescription } from '../../shared/contracts/credits.ts';
import type {
  GenerationFailureReason,
  GenerationKind,
  GenerationStatus,
} from '../../shared/contracts/generation.ts';
import { generationChargeKey, generationRefundKey } from '../credits/ledger-keys.ts';
import type { RefundCommand } from '../credits/ledger-types.ts';
import { postEntries } from '../credits/post-entries.ts';
import { forUpdate } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import { refKey, refParams, refTable, type GenerationRef } from './generation-refs.ts';

/** How a generation ends. */
export interface GenerationEnd {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  /** Set exactly when it failed. */
  readonly errorReason: GenerationFailureReason | null;
  /** A text that its creator stopped while it was being written. */
  readonly truncated: boolean;
}

/** Who may end it: the worker that holds the lease, its creator while it waits, or anybody once its lease has lapsed. */
export type FinishCondition =
  | { readonly type: 'leased'; readonly leaseToken: string }
  | { readonly type: 'queued' }
  | { readonly type: 'lapsed' };

/** A request to end one generation. */
export interface FinishCommand extends GenerationRef {
  readonly condition: FinishCondition;
  readonly end: GenerationEnd;
}

/** What came of it; `missed`: the condition did not hold (any more) and nothing was written. */
export type FinishOutcome =
  | { readonly status: 'finished'; /** Credits given back by this. */ readonly refunded: number }
  | { readonly status: 'missed' };

/** Rules that come from outside. */
export interface FinishSettings {
  readonly businessTimeZone: string;
}

/**
 * Ends a batch of generations, each with the refund of what it did not deliver, in this transaction. Only a
 * generation that fulfils its command's condition is touched, so that doing it twice has one effect.
 */
export async function applyFinishGenerations(
  tx: Tx,
  now: Date,
  commands: readonly FinishCommand[],
  settings: FinishSettings,
): Promise<FinishOutcome[]> {
  const rows = await lockRows(tx, commands);
  const endings: Ending[] = [];
  const outcomes = commands.map((command): FinishOutcome => {
    const row = rows.get(refKey(command));
    if (!row || !isMet(command.condition, row, now)) return { status: 'missed' };
    // The next command for the same generation finds it ended.
    rows.delete(refKey(command));
    const settled = settledCredits(row, command.end);
    endings.push({ command, row, settled });
    return { status: 'finished', refunded: row.cost_credits - settled };
  });
  if (endings.length > 0) {
    await updateRows(tx, now, endings);
    await postEntries(tx, now, endings.flatMap(refundOf), settings);
  }
  return outcomes;
}

interface FinishRow {
  readonly user_id: string;
  readonly id: string;
  readonly kind: GenerationKind;
  readonly count: number;
  readonly status: GenerationStatus;
  readonly lease_token: string | null;
  readonly lease_expires_at: number | null;
  readonly cost_credits: number;
  readonly settled_credits: number;
}

interface Ending {
  readonly command: FinishCommand;
  readonly row: FinishRow;
  readonly settled: number;
}

async function lockRows(tx: Tx, refs: readonly GenerationRef[]): Promise<Map<string, FinishRow>> {
  const columns = `g.user_id, g.id, g.kind, g.count, g.status, g.lease_token, g.lease_expires_at, g.cost_credits, g.settled_credits`;
  const lock = tx.dialect === 'sqlite' ? '' : `ORDER BY g.user_id, g.id ${forUpdate(tx.dialect)} OF g`;
  const rows = await tx.all<FinishRow>(
    `SELECT ${columns} FROM ${refTable(tx.dialect)} CROSS JOIN generations g
     WHERE g.user_id = r.user_id AND g.id = r.id ${lock}`,
    refParams(tx.dialect, refs),
  );
  return new Map(rows.map((row) => [refKey({ userId: row.user_id, id: row.id }), row]));
}

function isMet(condition: FinishCondition, row: FinishRow, now: Date): boolean {
  switch (condition.type) {
    case 'queued':
      return row.status === 'QUEUED';
    case 'leased':
      return row.status === 'RUNNING' && row.lease_token === condition.leaseToken;
    case 'lapsed':
      return (
        row.status === 'RUNNING' && row.lease_expires_at !== null && row.lease_expires_at <= now.getTime()
      );
  }
}

/** Images are settled one by one as they arrive; a text is paid as a whole when it ends well. */
function settledCredits(row: FinishRow, end: GenerationEnd): number {
  if (row.kind === 'IMAGE') return row.settled_credits;
  return end.status === 'SUCCEEDED' ? row.cost_credits : 0;
}

function refundOf({ row, settled }: Ending): RefundCommand[] {
  const amount = row.cost_credits - settled;
  if (amount === 0) return [];
  const undelivered = (row.count * amount) / row.cost_credits;
  return [
    {
      kind: 'refund',
      userId: row.user_id,
      key: generationRefundKey(row.user_id, row.id),
      chargeKey: generationChargeKey(row.user_id, row.id),
      amount,
      description: formatDescription('generation.refund', { kind: row.kind, count: undelivered }),
      relatedType: 'GENERATION',
      relatedId: row.id,
    },
  ];
}

async function updateRows(tx: Tx, now: Date, endings: readonly Ending[]): Promise<void> {
  const values = endings.map(({ command, settled }) => ({
    user_id: command.userId,
    id: command.id,
    status: command.end.status,
    settled_credits: settled,
    truncated: command.end.truncated ? 1 : 0,
    error_reason: command.end.errorReason,
  }));
  const table =
    tx.dialect === 'sqlite'
      ? `(SELECT value ->> 'user_id' AS user_id, value ->> 'id' AS id, value ->> 'status' AS status,
           value ->> 'settled_credits' AS settled_credits, value ->> 'truncated' AS truncated,
           value ->> 'error_reason' AS error_reason FROM json_each($values)) v`
      : `json_to_recordset(CAST($values AS json)) AS v
           (user_id uuid, id uuid, status text, settled_credits bigint, truncated int, error_reason text)`;
  const truncated = tx.dialect === 'sqlite' ? 'v.truncated' : 'v.truncated = 1';
  const changed = await tx.run(
    `UPDATE generations SET status = v.status, settled_credits = v.settled_credits, truncated = ${truncated},
       error_reason = v.error_reason, finished_at = $now, lease_token = NULL, lease_expires_at = NULL,
       progress = CASE WHEN v.status = 'SUCCEEDED' AND ${tx.dialect === 'sqlite' ? 'NOT v.truncated' : 'v.truncated = 0'}
         THEN 1000 ELSE progress END
     FROM ${table}
     WHERE generations.user_id = v.user_id AND generations.id = v.id AND generations.status IN ('QUEUED', 'RUNNING')`,
    { values: JSON.stringify(values), now: now.getTime() },
  );
  if (changed !== endings.length) throw new Error('a generation changed while it was locked');
}
