import type { DailyCreditsView } from '../../../shared/contracts/statistics.ts';
import type { Locale } from '../../../shared/errors.ts';

/** What the chart of the last days says in a sentence. */
export interface DailySummary {
  readonly recharged: number;
  readonly rewarded: number;
  readonly consumed: number;
  readonly refunded: number;
  /** The day most was spent on, the latest of equals; null when nothing was spent. */
  readonly busiest: DailyCreditsView | null;
  /** Whether nothing moved at all. */
  readonly isStill: boolean;
}

/** Adds up the days. */
export function summarizeDays(daily: readonly DailyCreditsView[]): DailySummary {
  const sums = { recharged: 0, rewarded: 0, consumed: 0, refunded: 0 };
  let busiest: DailyCreditsView | null = null;
  for (const day of daily) {
    sums.recharged += day.recharged;
    sums.rewarded += day.rewarded;
    sums.consumed += day.consumed;
    sums.refunded += day.refunded;
    if (day.consumed > 0 && day.consumed >= (busiest?.consumed ?? 0)) busiest = day;
  }
  return { ...sums, busiest, isStill: Object.values(sums).every((sum) => sum === 0) };
}

/** A business day in words. It is a day already, of the server's calendar: no time zone may move it. */
export function formatBusinessDay(date: string, locale: Locale, style: 'axis' | 'full'): string {
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    timeZone: 'UTC',
    ...(style === 'axis'
      ? { month: 'numeric', day: 'numeric' }
      : { month: locale === 'en' ? 'short' : 'long', day: 'numeric' }),
  });
  return format.format(new Date(`${date}T00:00:00Z`));
}
