import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { median } from './measure.ts';

const RUNS = 5;
const IDLE_MS = 3_000;

/** From the start of the process to its first healthy answer, and what it holds when idle. */
export async function benchStartup(): Promise<void> {
  console.log(`\nStart to first healthy answer and idle memory, median of ${RUNS} (reported, no bound)`);
  const folder = mkdtempSync(join(tmpdir(), 'studio-bench-'));
  const node = await run(['-e', '0'], null);
  const first: number[] = [];
  const later: number[] = [];
  const memory: number[] = [];
  for (let i = 0; i < RUNS; i += 1) {
    const home = join(folder, String(i));
    first.push((await run([join(import.meta.dirname, '../../server/main.ts')], home)).milliseconds);
    const again = await run([join(import.meta.dirname, '../../server/main.ts')], home);
    later.push(again.milliseconds);
    memory.push(again.megabytes);
  }
  console.log(`  node itself, start to exit   ${node.milliseconds.toFixed(0)} ms`);
  console.log(`  first start, new database    ${median(first).toFixed(0)} ms`);
  console.log(`  later start                  ${median(later).toFixed(0)} ms`);
  console.log(`  resident memory when idle    ${median(memory).toFixed(0)} MB`);
  rmSync(folder, { recursive: true, force: true });
}

async function run(
  args: readonly string[],
  home: string | null,
): Promise<{ milliseconds: number; megabytes: number }> {
  const port = await findFreePort();
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: 'ignore',
    env: {
      ...process.env,
      PORT: String(port),
      LOG_LEVEL: 'silent',
      DATA_DIR: home ?? '',
      DATABASE_URL: `sqlite:${home ?? ''}/studio.db`,
    },
  });
  if (home === null) {
    await once(child, 'exit');
    return { milliseconds: performance.now() - start, megabytes: 0 };
  }
  while (!(await isHealthy(port))) await delay(5);
  const milliseconds = performance.now() - start;
  await delay(IDLE_MS);
  const status = process.platform === 'linux' ? readFileSync(`/proc/${child.pid}/status`, 'utf8') : '';
  const megabytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1_024;
  child.kill();
  await once(child, 'exit');
  return { milliseconds, megabytes };
}

async function isHealthy(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  } catch {
    return false;
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
