import type { ConnectionRefusal } from '../../shared/contracts/desktop.ts';

/** What an address that somebody typed stands for. */
export type ServerUrl =
  | { readonly ok: true; readonly origin: string }
  | { readonly ok: false; readonly reason: Extract<ConnectionRefusal, 'INVALID_URL' | 'NOT_HTTPS'> };

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The origin of a hosted server: https, or http on this computer; a bare host name is taken to be https. */
export function readServerUrl(typed: string): ServerUrl {
  const text = typed.trim();
  // `studio.example:8443` would read as a scheme.
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (/[\s\\]/.test(text) || !URL.canParse(withScheme)) return { ok: false, reason: 'INVALID_URL' };
  const url = new URL(withScheme);
  if (url.username !== '' || url.password !== '') return { ok: false, reason: 'INVALID_URL' };
  // The server is the root of its host: a path would be silently lost.
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return { ok: false, reason: 'INVALID_URL' };
  if (url.protocol === 'https:') return { ok: true, origin: url.origin };
  if (url.protocol !== 'http:') return { ok: false, reason: 'INVALID_URL' };
  return LOOPBACK.test(url.hostname) ? { ok: true, origin: url.origin } : { ok: false, reason: 'NOT_HTTPS' };
}
