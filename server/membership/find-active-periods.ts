import { anyOf, type Reader } from '../database/sql.ts';

/** The period that covers `now`, of each of `userIds` that has one; one statement. `endAt` is that period's own end. */
export async function findActivePeriods(
  reader: Reader,
  now: Date,
  userIds: readonly string[],
): Promise<Map<string, { endAt: Date }>> {
  const rows = await reader.all<{ user_id: string; end_at: number }>(
    `SELECT user_id, end_at FROM membership_periods
     WHERE ${anyOf(reader.dialect, 'user_id', 'userIds')} AND start_at <= $now AND end_at > $now`,
    { userIds, now: now.getTime() },
  );
  return new Map(rows.map((row) => [row.user_id, { endAt: new Date(row.end_at) }]));
}
