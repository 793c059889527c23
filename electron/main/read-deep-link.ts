import { DEEP_LINK_SCHEME } from '../../shared/contracts/desktop.ts';
import { readAppAddress } from './read-app-address.ts';

/** Longer ones are nobody's link to a page. */
const MAX_LENGTH = 300;

const PREFIX = `${DEEP_LINK_SCHEME}://`;

/**
 * The page that a `creatorstudio://` link opens, as an address of the app; null for anything else. A link says where to
 * look and nothing more: it cannot sign in, pay, or tell that something was paid.
 */
export function readDeepLink(link: string): string | null {
  if (link.length > MAX_LENGTH || !link.toLowerCase().startsWith(PREFIX)) return null;
  const rest = link.slice(PREFIX.length);
  // Windows puts a slash behind the host of a link.
  return readAppAddress(`/${rest.replace(/^\/(?!\/)/, '')}`);
}

/** The first link among the arguments a program was started with. */
export function findDeepLink(args: readonly string[]): string | null {
  return args.find((argument) => argument.toLowerCase().startsWith(PREFIX)) ?? null;
}
