import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');
const ADDRESS = 'http://127.0.0.1:3000';

/** The lines that a reader is told to paste. */
function readFlow(file: string): string {
  const block = /```bash\n(API=[^]*?)```/.exec(readFileSync(path.join(ROOT, file), 'utf8'))?.[1];
  if (block === undefined) throw new Error(`${file} has no flow`);
  return block;
}

interface Server {
  readonly url: string;
  readonly child: ChildProcess;
}

/** A server process as `npm start` runs it, in `folder`, on a free port. */
async function startServer(folder: string): Promise<Server> {
  const child = spawn(process.execPath, [path.join(ROOT, 'server/main.ts')], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      LOG_LEVEL: 'error',
      DATABASE_URL: `sqlite:${path.join(folder, 'studio.db')}`,
      DATA_DIR: folder,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url !== undefined) return { url, child };
  }
  throw new Error('the server said no address');
}

async function stopServer({ child }: Server): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  expect((await exit)[0]).toBe(0);
}

/** Runs `script` in a shell as a reader would, stopping at the first failure; resolves to what it printed, line by line. */
async function runShell(script: string, folder: string): Promise<string[]> {
  const shell = spawn('bash', ['-e', '-s'], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  shell.stdin.end(script);
  const lines: string[] = [];
  for await (const line of createInterface({ input: shell.stdout })) if (line !== '') lines.push(line);
  if (shell.exitCode === null) await once(shell, 'exit');
  expect(shell.exitCode).toBe(0);
  return lines;
}

describe.skipIf(process.platform === 'win32')('the flow in the README', () => {
  it('works as it is pasted, and everything is still there after a restart', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'studio-readme-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const first = await startServer(folder);
    const script = `${readFlow('README.md').replaceAll(ADDRESS, first.url)}\necho "$TOKEN"\n`;
    const lines = await runShell(script, folder);
    const token = lines.pop();
    const answers = lines.map((line) => JSON.parse(line) as { code: number; data: unknown });
    expect(answers.map(({ code }) => code)).toEqual(answers.map(() => 200));
    const balance = (credits: number, isMember = false) =>
      expect.objectContaining({ credits, is_member: isMember }) as unknown;
    const [
      prices,
      paid,
      afterPayment,
      afterPicture,
      afterFailure,
      rows,
      month,
      free,
      asMember,
      credits,
      membership,
    ] = answers.map(({ data }) => data);
    expect(answers).toHaveLength(11);
    expect(prices).toHaveLength(4);
    expect(paid).toMatchObject({ order_type: 'recharge', payment_status: 'PAID' });
    expect([afterPayment, afterPicture, afterFailure, asMember]).toEqual([
      balance(110),
      balance(100),
      balance(100),
      balance(100, true),
    ]);
    expect(rows).toMatchObject({
      items: [
        { type: 'REFUND', amount: 10 },
        { type: 'CONSUME', amount: -10 },
      ],
    });
    expect(month).toMatchObject({ order_type: 'membership', payment_status: 'PAID' });
    expect(free).toMatchObject({
      status: 'SUCCEEDED',
      receipt: { status: 'COVERED_BY_MEMBERSHIP', credits: 0, refunded: 0 },
    });
    expect(credits).toMatchObject({
      total_recharged: 100,
      total_consumed: 20,
      total_refunded: 10,
      generation_count: 3,
    });
    expect(membership).toMatchObject({
      is_member: true,
      remaining_days: 30,
      member_generations: 1,
      credits_saved: 10,
    });
    const picture = await readFile(path.join(folder, 'picture.png'));
    expect(picture.subarray(1, 4).toString()).toBe('PNG');

    await stopServer(first);
    const second = await startServer(folder);
    const again = await fetch(`${second.url}/api/v1/credit/balance`, {
      headers: { authorization: `Bearer ${token ?? ''}` },
    });
    expect(await again.json()).toMatchObject({ data: { credits: 100, is_member: true } });
    await stopServer(second);
  });

  it('is the same in both languages', () => {
    const withoutComments = (script: string): string => script.replaceAll(/^#.*$/gm, '#');
    expect(withoutComments(readFlow('README.zh-CN.md'))).toBe(withoutComments(readFlow('README.md')));
  });
});
