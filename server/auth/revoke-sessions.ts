import type { Tx } from '../database/transaction.ts';
import type { LiveChange } from '../platform/events.ts';

/**
 * Step: ends every session of the user but `keepSessionId` (null keeps none) and returns what to publish once
 * committed.
 */
export async function revokeSessions(
  tx: Tx,
  userId: string,
  keepSessionId: string | null,
): Promise<LiveChange[]> {
  const rows =
    keepSessionId === null
      ? await tx.all<{ id: string }>(`DELETE FROM sessions WHERE user_id = $userId RETURNING id`, { userId })
      : await tx.all<{ id: string }>(
          `DELETE FROM sessions WHERE user_id = $userId AND id <> $keepSessionId RETURNING id`,
          { userId, keepSessionId },
        );
  return rows.map(({ id }) => ({ userId, topic: 'session', id }));
}
