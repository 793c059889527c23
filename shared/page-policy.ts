/**
 * The Content-Security-Policy of a page that bears `nonce`: its own scripts, its own styles and those that bear the
 * nonce, no inline script. `formTargets` is where its forms may go: in the browser to the server, in the app nowhere.
 */
export function createPagePolicy(nonce: string, formTargets: "'self'" | "'none'"): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    `form-action ${formTargets}`,
    "frame-ancestors 'none'",
  ].join('; ');
}
