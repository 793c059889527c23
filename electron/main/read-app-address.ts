import { APP_PATHS, isAppPath } from '../../shared/app-paths.ts';

/** What may stand behind `?`, by page; whatever a page shows for it, it only shows. */
const PARAMETERS: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  [APP_PATHS.gallery]: { id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i },
  [APP_PATHS.orders]: { order: /^[A-Za-z0-9-]{1,64}$/ },
};

/** The address of a page of the app that `text` names (path and query), cleaned of whatever is not known; null for any other. */
export function readAppAddress(text: string): string | null {
  // What a URL parser would tidy up or turn into another host is no address of ours.
  if (!/^\/(?!\/)[\w\-/.?=&%]*$/.test(text)) return null;
  const [pathname = '', query = ''] = text.split('?', 2);
  if (!isAppPath(pathname)) return null;
  const page = pathname.replace(/(?<=[^/])\/$/, '');
  const kept = new URLSearchParams();
  const given = new URLSearchParams(query);
  for (const [name, pattern] of Object.entries(PARAMETERS[page] ?? {})) {
    const value = given.get(name);
    if (value !== null && pattern.test(value)) kept.set(name, value);
  }
  return kept.size === 0 ? page : `${page}?${kept.toString()}`;
}
