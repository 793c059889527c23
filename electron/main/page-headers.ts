import { createPagePolicy } from '../../shared/page-policy.ts';

/** A file shows itself and nothing else, should it ever be opened as a page. */
export const FILE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'";

/** On every answer under the app's scheme. */
const SAFE_HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** The headers of a page that bears `nonce`. */
export function pageHeaders(nonce: string): Record<string, string> {
  return {
    ...SAFE_HEADERS,
    'cache-control': 'no-store',
    'content-security-policy': createPagePolicy(nonce, "'none'"),
    'content-type': 'text/html; charset=utf-8',
  };
}

/** The headers of a file that belongs to a page. */
export function fileHeaders(type: string): Record<string, string> {
  return {
    ...SAFE_HEADERS,
    'cache-control': 'no-cache',
    'content-security-policy': FILE_POLICY,
    'content-type': type,
  };
}

/** The headers of an answer that the server has given to the page. */
export function forwardedHeaders(): Record<string, string> {
  return { ...SAFE_HEADERS, 'content-security-policy': FILE_POLICY };
}

/** The headers of an answer that says no. */
export function refusalHeaders(): Record<string, string> {
  return { ...fileHeaders('text/plain; charset=utf-8'), 'cache-control': 'no-store' };
}
