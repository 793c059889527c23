/**
 * Chromium knows no schemes of an app, so pages of `app://studio/…` are served to it as `http://studio.app.localhost/…`
 * (a secure context, as every name under localhost) and main sees `app://studio/…` wherever it looks.
 */

const SCHEMES = new Set<string>();

/** Takes the scheme into the translation, for ever. */
export function addAliasedScheme(scheme: string): void {
  SCHEMES.add(scheme.toLowerCase());
}

/** The address a page is loaded from; addresses of other schemes stay what they are. */
export function toPageUrl(url: string): string {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)(.*)$/is.exec(url);
  if (parts === null) return url;
  const [, scheme = '', host = '', rest = ''] = parts;
  if (!SCHEMES.has(scheme.toLowerCase())) return url;
  return `http://${host}.${scheme.toLowerCase()}.localhost${rest === '' ? '/' : rest}`;
}

/** What an address stands for if its scheme is one of an app; null when it cannot be such an address. */
export function readAlias(url: string): { readonly scheme: string; readonly url: string } | null {
  const parts = /^http:\/\/([^/?#]+)\.([a-z0-9+-]+)\.localhost(?::80)?(?=$|[/?#])(.*)$/is.exec(url);
  if (parts === null) return null;
  const [, host = '', name = '', rest = ''] = parts;
  const scheme = name.toLowerCase();
  return { scheme, url: `${scheme}://${host}${rest}` };
}

/** The address as main knows it; what is no page of the app stays what it is. */
export function toAppUrl(url: string): string {
  const alias = readAlias(url);
  return alias !== null && SCHEMES.has(alias.scheme) ? alias.url : url;
}

/** The origin as Electron names it: `app://studio`, and `null` for pages that have none. */
export function readAppOrigin(url: string): string {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(toAppUrl(url));
  if (parts === null) return 'null';
  return `${parts[1] ?? ''}://${parts[2] ?? ''}`;
}

const NAMES_ADDRESSES = new Set([
  'content-security-policy',
  'access-control-allow-origin',
  'location',
  'link',
]);

/** The value of an answer's header as Chromium has to read it, where it names addresses of the app. */
export function toPageHeader(name: string, value: string): string {
  if (!NAMES_ADDRESSES.has(name.toLowerCase())) return value;
  return value.replace(/\b[a-z][a-z0-9+.-]*:\/\/[a-z0-9.-]+/gi, (address) => {
    const alias = toPageUrl(address);
    return alias === address ? address : alias.replace(/\/$/, '');
  });
}
