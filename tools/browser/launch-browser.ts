import { chromium, type Browser, type LaunchOptions } from 'playwright';

/** Nothing that a page does may leave this machine: whatever is not loopback has no address. */
const LOOPBACK_ONLY = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1';

/** How Chromium is started, wherever it is: without a screen, without errands of its own, on loopback alone. */
export const BROWSER_ARGS: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  LOOPBACK_ONLY,
];

/** {@link BROWSER_ARGS} and the program, as Playwright wants them. */
export function browserOptions(executablePath: string, extraArgs: readonly string[] = []): LaunchOptions {
  return { executablePath, headless: true, chromiumSandbox: false, args: [...BROWSER_ARGS, ...extraArgs] };
}

/** Starts Chromium; whoever starts it closes it. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch(browserOptions(executablePath));
}
