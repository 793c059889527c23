import { beforeAll, describe, expect, test, vi } from 'vitest';
import { NOT_RUN } from '../../tools/browser/ensure-browser.ts';
import { findBrowser } from '../../tools/browser/find-browser.ts';
import { findElectron } from './electron-driver.ts';

/** A `describe` whose tests start the app: on the real Electron where it is installed, else on the stand-in. */
export function describeDesktop(title: string, define: () => void): void {
  describeIf(findElectron() !== null || findBrowser() !== null, title, define);
}

/** A `describe` whose tests are about the stand-in itself. */
export function describeStandIn(title: string, define: () => void): void {
  describeIf(findBrowser() !== null, title, define);
}

/** How long a test waits for what it expects to see; on a busy machine a window takes longer than Vitest's one second. */
const PATIENCE_MS = 20_000;

/** Without a Chromium on the machine the tests are skipped, except in CI, where that is a failure. */
function describeIf(canRun: boolean, title: string, define: () => void): void {
  if (canRun) {
    describe(title, () => {
      beforeAll(() => vi.setConfig({ expect: { poll: { timeout: PATIENCE_MS } } }));
      define();
    });
  } else if (isInCi()) test(title, () => expect.fail(NOT_RUN));
  else describe.skip(`${title} (${NOT_RUN})`, define);
}

function isInCi(): boolean {
  return !['', 'false', '0', undefined].includes(process.env['CI']);
}
