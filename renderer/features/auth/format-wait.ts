import type { Locale } from '../../../shared/errors.ts';

const MINUTE = 60;

/** A time to wait as one reads it: seconds alone, or `14:05`. */
export function formatWait(seconds: number, locale: Locale): string {
  if (seconds >= MINUTE) {
    return `${Math.floor(seconds / MINUTE)}:${String(seconds % MINUTE).padStart(2, '0')}`;
  }
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(
    seconds,
  );
}
