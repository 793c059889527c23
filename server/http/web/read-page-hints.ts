import type {} from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { LOCALES } from '../../../shared/errors.ts';
import { readLocale } from '../read-locale.ts';
import type { ShellValues } from './render-shell.ts';

const THEMES = ['light', 'dark'] as const;

/**
 * How the first paint should look: as was chosen in this browser (the client mirrors its choices into `studio_locale`
 * and `studio_theme`), else by `Accept-Language` and the system's theme. Cookies are never believed beyond these words.
 */
export function readPageHints(request: FastifyRequest): Pick<ShellValues, 'locale' | 'theme'> {
  const { studio_locale: locale, studio_theme: theme } = request.cookies;
  return {
    locale: LOCALES.find((known) => known === locale) ?? readLocale(request.headers['accept-language']),
    theme: THEMES.find((known) => known === theme) ?? null,
  };
}
