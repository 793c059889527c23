import type { DesktopMode, DesktopTheme } from '../../shared/contracts/desktop.ts';
import type { Locale } from '../../shared/errors.ts';

/** The word in a built page that stands for the nonce of the answer. */
const NONCE_WORD = '__CSP_NONCE__';

/** What differs from one answer to the next. */
export interface PageValues {
  readonly nonce: string;
  /** The language in use. */
  readonly locale: Locale;
  /** The language that was chosen; null follows the system. */
  readonly chosenLocale: Locale | null;
  readonly theme: DesktopTheme;
  readonly mode: DesktopMode | null;
}

/**
 * The built page with the values of one answer in it, so that its first paint is right. Every value is one of a fixed
 * set of words, and the nonce is base64: nothing here needs escaping.
 */
export function renderPage(template: string, values: PageValues): string {
  const { nonce, locale, chosenLocale, theme, mode } = values;
  const attributes = [
    `lang="${locale}"`,
    `data-theme="${theme === 'system' ? '' : theme}"`,
    `data-locale="${chosenLocale ?? ''}"`,
    `data-mode="${mode ?? ''}"`,
  ];
  return template
    .replace(/<html\b[^>]*>/, () => `<html ${attributes.join(' ')}>`)
    .replaceAll(NONCE_WORD, () => nonce);
}
