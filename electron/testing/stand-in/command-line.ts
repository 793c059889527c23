import { guardObject } from './guard.ts';

const added = new Map<string, string | null>();

/** What the app has added for Chromium, as arguments of a program. */
export function listAddedSwitches(): string[] {
  return [...added].map(([name, value]) => (value === null ? `--${name}` : `--${name}=${value}`));
}

function findGiven(name: string): string | undefined {
  return process.argv.find((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`));
}

/** Electron's `app.commandLine`. */
export const commandLine = guardObject('app.commandLine', {
  appendSwitch(name: string, value?: string): void {
    added.set(name, value ?? null);
  },
  hasSwitch: (name: string): boolean => added.has(name) || findGiven(name) !== undefined,
  getSwitchValue: (name: string): string => added.get(name) ?? findGiven(name)?.slice(name.length + 3) ?? '',
  removeSwitch(name: string): void {
    added.delete(name);
  },
});
