import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import autocannon from 'autocannon';
import { v7 as uuidv7 } from 'uuid';
import { median, printRatio, printThroughput } from './measure.ts';

const CONNECTIONS = 64;
const SECONDS = 3;
const PROMPT = 'a lighthouse above the sea at night';

interface Load {
  readonly name: string;
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Makes a request's body; null for none. */
  readonly body: (() => string) | null;
}

/** Starting a generation and reading the balance over HTTP, against a bare Fastify route of the same shape. */
export async function benchHttp(rounds: number): Promise<void> {
  console.log(
    `\nHTTP, ${CONNECTIONS} connections, product and bare route in one process, ${SECONDS} s a round (reported, no bound)`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'studio-bench-'));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'http-server.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { product, baseline, token } = JSON.parse(line) as {
    product: string;
    baseline: string;
    token: string;
  };
  const start = () => JSON.stringify({ id: uuidv7(), kind: 'IMAGE', prompt: PROMPT });
  const loads: Load[] = [
    { name: 'bare POST', url: baseline, method: 'POST', path: '/generations', body: start },
    {
      name: 'start a generation by REST',
      url: product,
      method: 'POST',
      path: '/api/v1/generations',
      body: start,
    },
    {
      name: 'start a generation by tRPC',
      url: product,
      method: 'POST',
      path: '/trpc/generation.start',
      body: () => `{"json":${start()}}`,
    },
    { name: 'bare GET', url: baseline, method: 'GET', path: '/balance', body: null },
    { name: 'balance by REST', url: product, method: 'GET', path: '/api/v1/credit/balance', body: null },
    { name: 'overview by tRPC', url: product, method: 'GET', path: '/trpc/statistics.overview', body: null },
  ];
  const results = new Map(loads.map((load) => [load, [] as number[]]));
  for (let round = -1; round < rounds; round += 1) {
    for (const [load, list] of results) {
      const perSecond = await fire(load, token, round < 0 ? 1 : SECONDS);
      if (round >= 0) list.push(perSecond);
    }
  }
  const medians = [...results.values()].map(median);
  [...results].forEach(([{ name }, list], i) => {
    printThroughput({ name, rounds: list, median: medians[i] ?? 0 });
  });
  loads.forEach(({ name }, i) => {
    const bare = medians[i < 3 ? 0 : 3] ?? 0;
    if (i % 3 !== 0) printRatio(`${name}, share of the bare route`, (medians[i] ?? 0) / bare, null);
  });
  child.kill();
  await once(child, 'exit');
  rmSync(folder, { recursive: true, force: true });
}

async function fire(
  { name, url, method, path, body }: Load,
  token: string,
  seconds: number,
): Promise<number> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [
      {
        method,
        path,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { setupRequest: (request: autocannon.Request) => ({ ...request, body: body() }) } : {}),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${name}: ${result.non2xx} refused, ${result.errors} failed`);
  return result['2xx'] / result.duration;
}
