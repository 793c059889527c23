import { anyOf, type Reader } from '../database/sql.ts';

/** A time for which a user is a member; instants in milliseconds, the end is not part of it. */
export interface MemberTime {
  readonly userId: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Every period of `userIds` that covers an instant from `fromMs` to `untilMs`; one statement. */
export async function listPeriodsAbout(
  reader: Reader,
  fromMs: number,
  untilMs: number,
  userIds: readonly string[],
): Promise<MemberTime[]> {
  const rows = await reader.all<{ user_id: string; start_at: number; end_at: number }>(
    `SELECT user_id, start_at, end_at FROM membership_periods
     WHERE ${anyOf(reader.dialect, 'user_id', 'uuid', 'userIds')} AND start_at <= $untilMs AND end_at > $fromMs`,
    { userIds, fromMs, untilMs },
  );
  return rows.map((row) => ({ userId: row.user_id, startMs: row.start_at, endMs: row.end_at }));
}

/** Those of `periods` that cover `now`, by user; `endAt` is that period's own end. */
export function pickActivePeriods(periods: readonly MemberTime[], now: Date): Map<string, { endAt: Date }> {
  const nowMs = now.getTime();
  return new Map(
    periods
      .filter(({ startMs, endMs }) => startMs <= nowMs && nowMs < endMs)
      .map(({ userId, endMs }) => [userId, { endAt: new Date(endMs) }]),
  );
}
