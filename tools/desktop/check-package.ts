import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright';
import { APP_ORIGIN, screenPath } from '../../shared/contracts/desktop.ts';

// `node tools/run.mjs tools/desktop/check-package.ts [program]`: starts what `npm run desktop:package` has left unpacked,
// with its fuses, its archive and its signature, and goes from the first run to a picture. It needs the real thing, so
// it runs where packages are built for people.
const OUT = path.resolve(import.meta.dirname, '../../out/desktop');
const START_TIMEOUT_MS = 60_000;
const STEP_TIMEOUT_MS = 60_000;
const DEVTOOLS = /DevTools listening on (ws:\/\/\S+)/;

const program = process.argv[2] ?? findProgram();
const profile = await mkdtemp(path.join(tmpdir(), 'creator-studio-packed-'));
const child = spawn(program, [`--user-data-dir=${profile}`, '--remote-debugging-port=0'], {
  stdio: ['ignore', 'pipe', 'pipe'],
});
const exited = once(child, 'exit');
let browser: Browser | undefined;
try {
  browser = await chromium.connectOverCDP(await waitForDevTools(child));
  await goFromFirstRunToPicture(await findPage(browser));
  console.log('The packed app starts, signs its local profile in and draws a picture.');
} finally {
  await browser?.close();
  child.kill();
  await Promise.race([exited, sleep(START_TIMEOUT_MS, null, { ref: false })]);
  await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
}

function findProgram(): string {
  const arch = process.arch === 'x64' ? '' : `-${process.arch}`;
  const mac = 'Creator Studio.app/Contents/MacOS/Creator Studio';
  const places: Partial<Record<NodeJS.Platform, string>> = {
    darwin: `mac${arch}/${mac}`,
    linux: `linux${arch}-unpacked/creator-studio`,
    win32: `win${arch}-unpacked/Creator Studio.exe`,
  };
  const file = path.join(OUT, places[process.platform] ?? '');
  if (!existsSync(file)) throw new Error(`There is no ${file}: run "npm run desktop:package" first.`);
  return file;
}

async function waitForDevTools(started: ChildProcess): Promise<string> {
  let output = '';
  const found = new Promise<string>((resolve, reject) => {
    for (const stream of [started.stdout, started.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const address = DEVTOOLS.exec(output)?.[1];
        if (address !== undefined) resolve(address);
      });
    }
    started.once('error', reject);
    started.once('exit', (code) => reject(new Error(`It ended with ${code ?? 'a signal'}: ${output}`)));
    setTimeout(() => reject(new Error(`It did not start in time: ${output}`)), START_TIMEOUT_MS).unref();
  });
  return await found;
}

async function findPage(connected: Browser): Promise<Page> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const pages = connected.contexts().flatMap((context) => context.pages());
    const page = pages.find((one) => one.url() === `${APP_ORIGIN}${screenPath('first-run')}`);
    if (page !== undefined) return page;
    await sleep(200);
  }
  throw new Error('The first-run screen did not come up.');
}

async function goFromFirstRunToPicture(page: Page): Promise<void> {
  // The page goes on to the app before it can hear the answer.
  await page.evaluate(`window.studio.connection.choose({ mode: 'local' })`).catch(() => undefined);
  await page.waitForSelector('[data-testid="balance"]', { timeout: STEP_TIMEOUT_MS });
  const order = await call<{ order: { orderNo: string } }>(page, 'orders.placeRecharge', {
    priceId: 2,
    paymentMethod: 'alipay',
  });
  await call(page, 'orders.simulate', { orderType: 'recharge', orderNo: order.order.orderNo });
  const id = randomUUID();
  await call(page, 'generation.start', { id, kind: 'IMAGE', prompt: 'a lighthouse' });
  const deadline = Date.now() + STEP_TIMEOUT_MS;
  let status = '';
  while (status !== 'SUCCEEDED') {
    if (Date.now() > deadline || status === 'FAILED') throw new Error(`The picture is ${status}.`);
    await sleep(250);
    const input = encodeURIComponent(JSON.stringify({ json: { id } }));
    ({ status } = await ask<{ status: string }>(page, `/trpc/generation.get?input=${input}`));
  }
}

/** A mutation as the page itself would make it. */
async function call<Output>(page: Page, name: string, input: object): Promise<Output> {
  return await ask<Output>(page, `/trpc/${name}`, JSON.stringify({ json: input }));
}

async function ask<Output>(page: Page, address: string, body?: string): Promise<Output> {
  const options =
    body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const answer = await page.evaluate<{ result?: { data: { json: Output } }; error?: object }>(
    `fetch(${JSON.stringify(address)}, ${JSON.stringify(options)}).then((response) => response.json())`,
  );
  if (answer.result === undefined) throw new Error(`${address}: ${JSON.stringify(answer.error)}`);
  return answer.result.data.json;
}
