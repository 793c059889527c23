import type { Reader } from '../database/sql.ts';

/**
 * Credits of `userId` that are neither expired nor held at `now`: the balance everyone is shown. 0 for a user
 * without a ledger. A lot whose time had passed when the ledger was last written stays expired, should `now` be
 * earlier than that.
 */
export async function getAvailableCredits(reader: Reader, now: Date, userId: string): Promise<number> {
  const [row] = await reader.all<{ available: number }>(
    `SELECT COALESCE(SUM(l.remaining - l.held), 0) AS available FROM credit_accounts a
     JOIN current_credit_lots l ON l.user_id = a.user_id AND l.origin_sequence >= a.first_open_sequence
     WHERE a.user_id = $userId AND l.remaining > 0
       AND (l.expires_at IS NULL OR (l.expires_at > $now AND l.expires_at > a.last_created_at))`,
    { userId, now: now.getTime() },
  );
  return row?.available ?? 0;
}
