import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Chromium } from './chromium.ts';

/** What the stand-in is started with, as its first argument in JSON. */
export interface StandInSettings {
  /** The folder of the app: where its package.json is. */
  readonly appDir: string;
  /** The program that shows the windows. */
  readonly chromium: string;
  readonly isPackaged: boolean;
}

interface AppPackage {
  readonly name: string;
  readonly productName?: string;
  readonly version: string;
  readonly main: string;
}

let settings: StandInSettings | null = null;
let appPackage: AppPackage | null = null;
let chromium: Chromium | null = null;

/** Says once, before anything else, which app runs. */
export function setSettings(chosen: StandInSettings): void {
  settings = chosen;
  appPackage = JSON.parse(readFileSync(path.join(chosen.appDir, 'package.json'), 'utf8')) as AppPackage;
}

/** What the stand-in was started with. */
export function getSettings(): StandInSettings {
  if (settings === null) throw new Error('the stand-in has not been started');
  return settings;
}

/** The package.json of the app. */
export function getAppPackage(): AppPackage {
  if (appPackage === null) throw new Error('the stand-in has not been started');
  return appPackage;
}

/** Says that Chromium runs. */
export function setChromium(started: Chromium): void {
  chromium = started;
}

/** The Chromium that runs; null before `ready` and for an app that ended before it. */
export function findChromium(): Chromium | null {
  return chromium;
}

/** The Chromium that runs; throws before `ready`. */
export function getChromium(): Chromium {
  if (chromium === null) throw new Error('there are no windows before the app is ready');
  return chromium;
}

/** The value of `--name=value` among the arguments of the process; null when it is not there. */
export function findSwitch(name: string): string | null {
  const prefix = `--${name}=`;
  return process.argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length) ?? null;
}
