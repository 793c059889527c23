import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Chromium that the browser suites of this run use; null when there is none, and also when none of them runs. */
    chromiumPath: string | null;
  }
}

/** The Chromium of this test run; null where there is none. */
export function findChromiumPath(): string | null {
  return inject('chromiumPath');
}
