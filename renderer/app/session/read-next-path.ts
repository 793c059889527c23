import { APP_PATHS, isAppPath } from '../../../shared/app-paths.ts';

/** Where to go after signing in: a page of this app that was asked for in `?next=`, else the page to create on. */
export function readNextPath(searchParams: URLSearchParams): string {
  const next = searchParams.get('next') ?? '';
  // Browsers read past tabs and line ends: what begins like a path may then name a host, or no address at all.
  if (!/^\/(?!\/)[^\\\p{Cc}]*$/u.test(next)) return APP_PATHS.create;
  const url = new URL(next, location.origin);
  if (url.origin !== location.origin || !isAppPath(url.pathname)) return APP_PATHS.create;
  return `${url.pathname}${url.search}`;
}
