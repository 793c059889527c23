import { LOCALES, type Locale } from '../../../shared/errors.ts';
import { readPreference, writePreference } from '../../platform/preferences.ts';

/** What the server has named the page by the system's languages, before anything changes it. */
const SYSTEM_LOCALE: Locale = document.documentElement.lang === 'en' ? 'en' : 'zh-CN';

/** The language to show: the chosen one, else Chinese on a Chinese system and English on any other. */
export function getLocale(): Locale {
  return getChosenLocale() ?? SYSTEM_LOCALE;
}

/** The language the user has chosen in this browser; null when it follows the system. */
export function getChosenLocale(): Locale | null {
  const stored = readPreference('locale');
  return LOCALES.find((locale) => locale === stored) ?? null;
}

/** Keeps a choice of language; null follows the system again. */
export function keepChosenLocale(locale: Locale | null): void {
  writePreference('locale', locale);
}
