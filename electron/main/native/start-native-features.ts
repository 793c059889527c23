import type { Shell, ShellPart } from '../shell.ts';

/** Starts menus, tray, notifications and updates. */
export function startNativeFeatures(_shell: Shell): ShellPart {
  return { stop: () => undefined };
}
