import type {} from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { LOCALES, type Locale } from '../../../shared/errors.ts';
import type { ShellValues } from './render-shell.ts';

const THEMES = ['light', 'dark'] as const;

/**
 * How the first paint should look: as was chosen in this browser (the client mirrors its choices into `studio_locale`
 * and `studio_theme`), else by the system: Chinese where that is its first
 * language, English everywhere else. Cookies are never believed beyond these words.
 */
export function readPageHints(request: FastifyRequest): Pick<ShellValues, 'locale' | 'theme'> {
  const { studio_locale: locale, studio_theme: theme } = request.cookies;
  return {
    locale: LOCALES.find((known) => known === locale) ?? readSystemLocale(request.headers['accept-language']),
    theme: THEMES.find((known) => known === theme) ?? null,
  };
}

/** The first language named is the system's; browsers send the others after it. */
function readSystemLocale(header: string | undefined): Locale {
  return header === undefined || /^\s*(zh|\*)/i.test(header) ? 'zh-CN' : 'en';
}
