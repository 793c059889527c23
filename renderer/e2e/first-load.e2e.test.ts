import { expect, test } from 'vitest';
import { FIRST_LOADS, measureFirstLoad } from '../../tools/web/measure-first-load.ts';
import { describeInBrowser } from '../testing/describe-in-browser.ts';

describeInBrowser('the first load', (studio) => {
  test.each(FIRST_LOADS)(
    'of $path asks for at most $limitBytes bytes of compressed JavaScript',
    async ({ path, isSignedIn, limitBytes }) => {
      const account = isSignedIn ? await studio.register() : null;
      const load = await measureFirstLoad(studio.browser, studio.url, path, account);
      expect(load.scripts.length).toBeGreaterThan(0);
      expect(load.gzipBytes).toBeLessThanOrEqual(limitBytes);
      expect(load.brotliBytes).toBeLessThanOrEqual(load.gzipBytes);
    },
  );
});
