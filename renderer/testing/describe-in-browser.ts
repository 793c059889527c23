import { describe, expect, test } from 'vitest';
import { NOT_RUN } from '../../tools/browser/ensure-browser.ts';
import { findChromiumPath } from './chromium-path.ts';
import { openStudio, type Studio } from './open-studio.ts';

/**
 * A `describe` whose tests look at the app in a real browser on a real server. Without a Chromium on the machine they
 * are skipped, except in CI, where that is a failure. Its file is named `*.e2e.test.ts`.
 */
export function describeInBrowser(title: string, define: (studio: Studio) => void): void {
  if (findChromiumPath() === null && isInCi()) {
    test(title, () => expect.fail(NOT_RUN));
    return;
  }
  describe.skipIf(findChromiumPath() === null)(title, () => define(openStudio()));
}

function isInCi(): boolean {
  return !['', 'false', '0', undefined].includes(process.env['CI']);
}
