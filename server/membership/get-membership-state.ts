import type { MembershipStateView } from '../../shared/contracts/membership.ts';
import type { Reader } from '../database/sql.ts';

/** Whether the user is a member at `now`, and until when: the end of the periods that follow now without a gap. */
export async function getMembershipState(
  reader: Reader,
  now: Date,
  userId: string,
): Promise<MembershipStateView> {
  const periods = await reader.all<{ start_at: number; end_at: number }>(
    `SELECT start_at, end_at FROM membership_periods WHERE user_id = $userId AND end_at > $now ORDER BY start_at`,
    { userId, now: now.getTime() },
  );
  let coveredUntil = now.getTime();
  for (const period of periods) {
    if (period.start_at > coveredUntil) break;
    coveredUntil = period.end_at;
  }
  const isMember = coveredUntil > now.getTime();
  return { isMember, memberExpiredAt: isMember ? new Date(coveredUntil) : null };
}
