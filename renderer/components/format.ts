import type { Locale } from '../../shared/errors.ts';

/** A count of credits with separators: `1,300`. */
export function formatCredits(credits: number, locale: Locale): string {
  return new Intl.NumberFormat(locale).format(credits);
}

/** A signed change: `+110`, `−10` (with the minus sign of typography). */
export function formatChange(amount: number, locale: Locale): string {
  const digits = formatCredits(Math.abs(amount), locale);
  return amount < 0 ? `−${digits}` : `+${digits}`;
}

/** A day in the user's own time zone, for example `2026年12月22日` or `22 Dec 2026`. */
export function formatDate(instant: Date, locale: Locale): string {
  return new Intl.DateTimeFormat(dateLocale(locale), {
    dateStyle: locale === 'en' ? 'medium' : 'long',
  }).format(instant);
}

/** A minute in the user's own time zone. */
export function formatDateTime(instant: Date, locale: Locale): string {
  return new Intl.DateTimeFormat(dateLocale(locale), { dateStyle: 'medium', timeStyle: 'short' }).format(
    instant,
  );
}

/** The time of day to the second in the user's own time zone. */
export function formatTime(instant: Date, locale: Locale): string {
  return new Intl.DateTimeFormat(dateLocale(locale), { timeStyle: 'medium' }).format(instant);
}

/** The user's own time zone by its name, for example `Asia/Shanghai`. */
export function readTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** English dates are written day first, on a clock of 24 hours as in Chinese. */
function dateLocale(locale: Locale): string {
  return locale === 'en' ? 'en-GB' : locale;
}

/** How long ago an instant was, in the largest unit that fits (`3 小时前`, `3 hours ago`); null within a minute. */
export function formatAgo(instant: Date, locale: Locale, now: Date = new Date()): string | null {
  const seconds = Math.max(0, (now.getTime() - instant.getTime()) / 1_000);
  const [unit, size] = AGO_UNITS.find(([, unitSeconds]) => seconds >= unitSeconds) ?? [null, 1];
  if (unit === null) return null;
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-Math.floor(seconds / size), unit);
}

const AGO_UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;
