import type { Locale } from '../../../shared/errors.ts';

/** The time of day to the second in the user's own time zone, on the same clock of 24 hours as every other date. */
export function formatTime(instant: Date, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { timeStyle: 'medium' }).format(instant);
}
