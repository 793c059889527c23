import { LOCALES, type Locale } from '../../../shared/errors.ts';
import { readPreference, writePreference } from '../../platform/preferences.ts';

const SYSTEM_LOCALE = readSystemLocale();

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

/**
 * The system's language, before anything changes it. The server has named the page by what the browser asked for, unless
 * by what was chosen in it: then the browser is asked itself.
 */
function readSystemLocale(): Locale {
  const language = getChosenLocale() === null ? document.documentElement.lang : navigator.language;
  return /^zh\b/i.test(language) ? 'zh-CN' : 'en';
}
