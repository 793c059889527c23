import type { BrowserContextOptions, Cookie } from 'playwright';
import type { Locale } from '../../shared/errors.ts';
import { SESSION_COOKIE, type StudioAccount } from './studio-account.ts';

/** The sizes of window the app is looked at in. */
export const VIEWPORTS = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

/** How a browser shows the app; what is left out is a light desk in English. */
export interface PageLooks {
  readonly locale?: Locale;
  readonly theme?: 'light' | 'dark';
  readonly viewport?: keyof typeof VIEWPORTS;
}

/** A browser of somebody whose system has these looks. */
export function looksOptions({
  locale = 'en',
  theme = 'light',
  viewport = 'desk',
}: PageLooks): BrowserContextOptions {
  return {
    locale,
    colorScheme: theme,
    viewport: VIEWPORTS[viewport],
    timezoneId: 'Asia/Shanghai',
    // Nothing that is looked at should be halfway to somewhere.
    reducedMotion: 'reduce',
    ...(viewport === 'phone' ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}),
  };
}

/** The cookie of a browser in which the account is signed in already. */
export function sessionCookie(
  account: StudioAccount,
  url: string,
): Pick<Cookie, 'name' | 'value' | 'httpOnly' | 'sameSite'> & { url: string } {
  return { name: SESSION_COOKIE, value: account.sessionToken, url, httpOnly: true, sameSite: 'Lax' };
}
