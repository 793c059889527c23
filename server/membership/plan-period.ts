const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * The period that `durationDays` bought at `now` become: it begins when the last one bought before ends, or now, so that
 * renewing early loses nothing. A day is 24 hours (domain.md, "Membership").
 */
export function planPeriod(
  now: Date,
  currentEnd: Date | null,
  durationDays: number,
): { startAt: Date; endAt: Date } {
  const startMs = Math.max(now.getTime(), currentEnd?.getTime() ?? 0);
  return { startAt: new Date(startMs), endAt: new Date(startMs + durationDays * DAY_MS) };
}
