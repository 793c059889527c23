import { generationChargeKey, generationRefundKey } from '../credits/ledger-keys.ts';
import { anyOf, type Reader } from '../database/sql.ts';
import type { Findings } from './findings.ts';
import { BEFORE_ALL_USERS, readPages } from './ordered-stream.ts';

interface StoredGeneration {
  readonly user_id: string;
  readonly id: string;
  readonly status: string;
  readonly cost_credits: number;
  readonly settled_credits: number;
  readonly lease_expires_at: number | null;
  /** The highest id that the user's account knows; null where it knows none. */
  readonly newest_id: string | null;
}

/**
 * Law 4: what generations were charged and given back. A lease counts as forgotten `leaseGraceMs` after its end,
 * because a server needs a moment to sweep it.
 */
export async function verifyGenerations(
  reader: Reader,
  findings: Findings,
  now: Date,
  leaseGraceMs: number,
): Promise<void> {
  // SQLite keeps no such thing.
  const newestId =
    reader.dialect === 'sqlite'
      ? 'NULL'
      : '(SELECT newest_generation_id FROM credit_accounts a WHERE a.user_id = generations.user_id)';
  const pages = readPages<StoredGeneration>(
    reader,
    `SELECT user_id, id, status, cost_credits, settled_credits, lease_expires_at, ${newestId} AS newest_id
     FROM generations
     WHERE (user_id, id) > ($userId, $id) ORDER BY user_id, id LIMIT $limit`,
    { userId: BEFORE_ALL_USERS, id: BEFORE_ALL_USERS },
    (last) => ({ userId: last.user_id, id: last.id }),
  );
  for await (const generations of pages) {
    const rows = await reader.all<{ ledger_key: string; user_id: string; amount: number; type: string }>(
      `SELECT ledger_key, user_id, amount, type FROM credit_transactions
       WHERE ${anyOf(reader.dialect, 'ledger_key', 'text', 'keys')}`,
      {
        keys: generations.flatMap(({ user_id: userId, id }) => [
          generationChargeKey(userId, id),
          generationRefundKey(userId, id),
        ]),
      },
    );
    const amounts = new Map(rows.map((row) => [`${row.user_id} ${row.ledger_key} ${row.type}`, row.amount]));
    for (const generation of generations) {
      const { user_id: userId, id, status } = generation;
      const charged = -(amounts.get(`${userId} ${generationChargeKey(userId, id)} CONSUME`) ?? 0);
      const refunded = amounts.get(`${userId} ${generationRefundKey(userId, id)} REFUND`) ?? 0;
      const isLive = status === 'QUEUED' || status === 'RUNNING';
      const due = isLive ? 0 : generation.cost_credits - generation.settled_credits;
      findings.check(
        'generation.charge',
        charged === generation.cost_credits,
        () => `user ${userId}, generation ${id}: was charged ${charged} and costs ${generation.cost_credits}`,
      );
      findings.check(
        'generation.refund',
        refunded === due,
        () =>
          `user ${userId}, generation ${id} (${status}): was given back ${refunded} and should have been ${due}`,
      );
      if (generation.newest_id !== null)
        findings.check(
          'account.newest-generation',
          id <= generation.newest_id,
          () => `user ${userId}, generation ${id}: is newer than the newest of the account`,
        );
      const leaseEndsAt = generation.lease_expires_at ?? Infinity;
      findings.check(
        'generation.lease',
        status !== 'RUNNING' || leaseEndsAt + leaseGraceMs >= now.getTime(),
        () => `user ${userId}, generation ${id}: runs although its lease has ended`,
      );
    }
  }
}
