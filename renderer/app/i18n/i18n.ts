import i18next, { type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from '../../../shared/errors.ts';
import { getLocale, keepChosenLocale } from './locale.ts';

/** The one instance; namespaces are added by {@link defineTexts} as the parts of the app that need them load. */
export const i18n: I18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  lng: getLocale(),
  fallbackLng: 'en',
  supportedLngs: ['zh-CN', 'en'],
  resources: {},
  initAsync: false,
  // React escapes what it renders.
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
});
markDocument(getLocale());

/** Shows the app in another language from now on; null follows the system. */
export async function changeLocale(choice: Locale | null): Promise<void> {
  keepChosenLocale(choice);
  const locale = getLocale();
  markDocument(locale);
  await i18n.changeLanguage(locale);
}

function markDocument(locale: Locale): void {
  document.documentElement.lang = locale;
}
