import type { Locale } from '../../shared/errors.ts';

/** The app's language for a system with these languages, most wanted first: Chinese where that comes first, else English. */
export function getSystemLocale(languages: readonly string[]): Locale {
  return /^zh\b/i.test(languages[0] ?? '') ? 'zh-CN' : 'en';
}
