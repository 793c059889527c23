import { registerAccount } from '../browser/studio-account.ts';
import { FIRST_LOADS, measureFirstLoad } from './measure-first-load.ts';
import { withStudioInBrowser } from './with-studio.ts';

// `npm run bundle-size`: what a first visit downloads of JavaScript, against what it may.
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);

await withStudioInBrowser(async ({ url }, browser) => {
  let code = 0;
  for (const { path, isSignedIn, limitBytes } of FIRST_LOADS) {
    const account = isSignedIn ? await registerAccount(url) : null;
    const load = await measureFirstLoad(browser, url, path, account);
    const isWithin = load.gzipBytes <= limitBytes;
    if (!isWithin) code = 1;
    console.log(`\n${path}, ${isSignedIn ? 'signed in' : 'signed out'}, empty cache`);
    console.log(`${'gzip'.padStart(10)}${'br'.padStart(11)}  script`);
    for (const { path: script, gzipBytes, brotliBytes } of load.scripts) {
      console.log(`${kilobytes(gzipBytes)} ${kilobytes(brotliBytes)}  ${script}`);
    }
    console.log(
      `${kilobytes(load.gzipBytes)} ${kilobytes(load.brotliBytes)}  sum; limit ${kilobytes(limitBytes).trim()} gzip: ${isWithin ? 'within' : 'ABOVE'}`,
    );
  }
  return code;
});
