import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from 'playwright';
import { sessionCookie } from '../browser/page-looks.ts';
import type { StudioAccount } from '../browser/studio-account.ts';

/** What is too much to wait for, in bytes of gzip; 1 kB is 1,000 bytes. */
export const FIRST_LOADS = [
  { path: '/login', isSignedIn: false, limitBytes: 300_000 },
  { path: '/create', isSignedIn: true, limitBytes: 450_000 },
] as const;

/** The JavaScript that one page's first load asks for. */
export interface FirstLoad {
  readonly path: string;
  readonly scripts: readonly ScriptSize[];
  readonly gzipBytes: number;
  readonly brotliBytes: number;
}

/** One script, as the server sends it to those who take gzip, and to those who take Brotli. */
export interface ScriptSize {
  readonly path: string;
  readonly gzipBytes: number;
  readonly brotliBytes: number;
}

/** Scripts that come later than this after the last one were not asked for by the page's first load. */
const QUIET_MS = 1_500;

/**
 * Opens `path` with an empty cache, as `account` or as nobody, until the page is there and no script has come for a
 * while, and weighs every script that was loaded: bodies as they travel, without headers.
 */
export async function measureFirstLoad(
  browser: Browser,
  url: string,
  path: string,
  account: StudioAccount | null,
): Promise<FirstLoad> {
  const paths = await listScripts(browser, url, path, account);
  const scripts: ScriptSize[] = [];
  for (const script of paths) {
    scripts.push({
      path: script,
      gzipBytes: await weigh(url + script, 'gzip'),
      brotliBytes: await weigh(url + script, 'br'),
    });
  }
  return {
    path,
    scripts: scripts.sort((a, b) => b.gzipBytes - a.gzipBytes),
    gzipBytes: scripts.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0),
    brotliBytes: scripts.reduce((sum, { brotliBytes }) => sum + brotliBytes, 0),
  };
}

async function listScripts(
  browser: Browser,
  url: string,
  path: string,
  account: StudioAccount | null,
): Promise<Set<string>> {
  const context = await browser.newContext({ baseURL: url });
  try {
    if (account !== null) await context.addCookies([sessionCookie(account, url)]);
    const found = new Set<string>();
    let lastAt = performance.now();
    context.on('response', (response) => {
      if (!/javascript/.test(response.headers()['content-type'] ?? '')) return;
      found.add(new URL(response.url()).pathname);
      lastAt = performance.now();
    });
    const page = await context.newPage();
    await page.goto(path);
    await page.getByRole('main').waitFor({ state: 'attached' });
    while (performance.now() - lastAt < QUIET_MS) await delay(100);
    if (new URL(page.url()).pathname !== path) throw new Error(`${path} led to ${page.url()}`);
    return found;
  } finally {
    await context.close();
  }
}

async function weigh(url: string, encoding: 'gzip' | 'br'): Promise<number> {
  const request = get(url, { headers: { 'accept-encoding': encoding } });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`${url} answers ${response.statusCode}`);
  let bytes = 0;
  for await (const chunk of response) bytes += (chunk as Buffer).length;
  return bytes;
}
