import { isPractice } from './desktop.ts';

/** Whether the server may be reachable: one on this computer is without any network. */
export function isOnline(): boolean {
  return isPractice() || navigator.onLine;
}
