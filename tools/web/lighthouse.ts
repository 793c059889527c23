import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import lighthouse, { type Result } from 'lighthouse';
import { chromium } from 'playwright';
import { browserOptions } from '../browser/launch-browser.ts';
import { sessionCookie } from '../browser/page-looks.ts';
import { registerAccount, type StudioAccount } from '../browser/studio-account.ts';
import { withStudio } from './with-studio.ts';

// `npm run lighthouse [/login] [/create]`: the built app as Lighthouse sees it on a phone, against what it has to reach.
const RUNS = 3;
const WANTED = { performance: 90, accessibility: 95, 'best-practices': 95 } as const;
const TIMES = {
  FCP: 'first-contentful-paint',
  LCP: 'largest-contentful-paint',
  TBT: 'total-blocking-time',
  CLS: 'cumulative-layout-shift',
  SI: 'speed-index',
} as const;
const PAGES = [
  { path: '/login', isSignedIn: false },
  { path: '/create', isSignedIn: true },
] as const;

const asked = process.argv.slice(2);
const pages = PAGES.filter((page) => asked.length === 0 || asked.includes(page.path));

await withStudio(async ({ url }, chromiumPath) => {
  let code = 0;
  for (const { path: page, isSignedIn } of pages) {
    const account = isSignedIn ? await registerAccount(url) : null;
    const results: Result[] = [];
    for (let run = 0; run < RUNS; run++) results.push(await audit(chromiumPath, url, page, account));
    if (!report(page, isSignedIn, results)) code = 1;
  }
  return code;
});

/** One run in a browser of its own with an empty cache, and with the account's session if there is one. */
async function audit(
  chromiumPath: string,
  url: string,
  page: string,
  account: StudioAccount | null,
): Promise<Result> {
  const profile = await mkdtemp(path.join(tmpdir(), 'creator-studio-lighthouse-'));
  const port = await findFreePort();
  const context = await chromium.launchPersistentContext(
    profile,
    browserOptions(chromiumPath, [`--remote-debugging-port=${port}`]),
  );
  try {
    if (account !== null) await context.addCookies([sessionCookie(account, url)]);
    const outcome = await lighthouse(url + page, {
      port,
      output: 'json',
      logLevel: 'error',
      onlyCategories: Object.keys(WANTED),
      // Resetting would sign out; the profile is new anyway.
      disableStorageReset: true,
    });
    if (outcome === undefined) throw new Error('Lighthouse gave no result');
    const { lhr } = outcome;
    if (lhr.runtimeError !== undefined) throw new Error(`Lighthouse: ${lhr.runtimeError.message}`);
    if (lhr.finalDisplayedUrl !== url + page) throw new Error(`${page} led to ${lhr.finalDisplayedUrl}`);
    return lhr;
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

function report(page: string, isSignedIn: boolean, results: readonly Result[]): boolean {
  console.log(
    `\n${page}, ${isSignedIn ? 'signed in' : 'signed out'}, mobile, median of ${results.length} runs`,
  );
  let isGood = true;
  for (const [name, wanted] of Object.entries(WANTED)) {
    const scores = results.map(({ categories }) => Math.round((categories[name]?.score ?? 0) * 100));
    const score = median(scores);
    if (score < wanted) isGood = false;
    const verdict = score < wanted ? `BELOW ${wanted}` : `at least ${wanted} wanted`;
    console.log(`  ${name.padEnd(15)} ${String(score).padStart(3)}  (${scores.join(', ')}; ${verdict})`);
  }
  const times = Object.entries(TIMES).map(([short, id]) => {
    const value = median(results.map(({ audits }) => audits[id]?.numericValue ?? NaN));
    return `${short} ${short === 'CLS' ? value.toFixed(3) : `${Math.round(value)} ms`}`;
  });
  console.log(`  ${times.join(', ')}`);
  for (const line of listShortcomings(results)) console.log(`    ${line}`);
  return isGood;
}

/** What cost points in accessibility and best practices, with the elements concerned; how to gain speed. */
function listShortcomings(results: readonly Result[]): string[] {
  const [first] = results;
  if (first === undefined) return [];
  return ['accessibility', 'best-practices'].flatMap((name) =>
    (first.categories[name]?.auditRefs ?? []).flatMap(({ id, weight }) => {
      const audit = first.audits[id];
      if (weight === 0 || audit === undefined || (audit.score ?? 1) >= 0.9) return [];
      const items = audit.details?.type === 'table' ? audit.details.items : [];
      return [`${id}: ${audit.title}`, ...items.slice(0, 5).map((item) => `  ${describeItem(item)}`)];
    }),
  );
}

function describeItem(item: Readonly<Record<string, unknown>>): string {
  const { node } = item as { node?: { selector?: string } };
  return node?.selector ?? JSON.stringify(item).slice(0, 200);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
