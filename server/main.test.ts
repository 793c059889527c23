import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createTestDatabase } from './testing/for-each-dialect.ts';

const MAIN = join(import.meta.dirname, 'main.ts');

/** A server in a process of its own. */
interface Process {
  readonly child: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  /** Its address, once it serves. */
  ready(): Promise<string>;
  /** Its exit code, once it has ended. */
  ended(): Promise<number | null>;
}

describe('the server process', () => {
  let folder: string;
  const children: ChildProcess[] = [];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'studio-main-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null)
        await new Promise((resolve) => child.once('exit', resolve));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const start = (environment: Record<string, string>, database = 'studio.db'): Process => {
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        LOG_LEVEL: 'warn',
        DATABASE_URL: `sqlite:${join(folder, database)}`,
        DATA_DIR: folder,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => (output.stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (output.stderr += String(chunk)));
    const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
    return {
      child,
      output,
      ended: () => exit,
      ready: () =>
        vi.waitFor(
          () => {
            if (child.exitCode !== null) throw new Error(`it ended: ${output.stderr}`);
            return /http:\/\/[\d.]+:\d+/.exec(output.stdout)![0];
          },
          { timeout: 20_000, interval: 20 },
        ),
    };
  };

  it.each([
    ['PORT', { PORT: 'eighty' }, /^PORT must be a port number from 0 to 65535, but it is "eighty"\.$/],
    ['TRUST_PROXY', { TRUST_PROXY: '10.0.0.0/99' }, /^TRUST_PROXY must be .*"10\.0\.0\.0\/99"\.$/],
    [
      'HOST',
      { HOST: '203.0.113.7', ALLOW_SIMULATED_PAYMENTS: 'yes' },
      /^Port 0 on 203\.0\.113\.7 .*set HOST/,
    ],
    ['NODE_ENV', { NODE_ENV: 'production' }, /^Payments are simulated and NODE_ENV is production: .*$/],
    ['PAYMENT_MODE', { PAYMENT_MODE: 'live' }, /^PAYMENT_MODE=live is not available yet: .*$/],
    [
      'DATABASE_URL',
      { DATABASE_URL: 'postgres://u:hidden@127.0.0.1:1/x' },
      /^The database that DATABASE_URL names .*$/,
    ],
  ])('does not start with a wrong %s and says so in one sentence', async (_name, environment, sentence) => {
    const server = start(environment);
    expect(await server.ended()).toBe(1);
    expect(server.output.stderr.trimEnd()).toMatch(sentence);
    expect(server.output.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(server.output).toMatchObject({
      stdout: '',
      stderr: expect.not.stringContaining('hidden') as string,
    });
  });

  it('does not start on a file that is no database, or on a port that is taken', async () => {
    writeFileSync(join(folder, 'notes.db'), 'these are notes and no database at all, '.repeat(50));
    const notes = start({}, 'notes.db');
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const taken = start({ PORT: String(port) }, 'taken.db');
    expect([await notes.ended(), await taken.ended()]).toEqual([1, 1]);
    expect(notes.output.stderr).toMatch(/^The database that DATABASE_URL names could not be used: [^\n]*\n$/);
    expect(taken.output.stderr).toBe(
      `Port ${port} on 127.0.0.1 is already in use: stop what listens there, or set PORT to another one.\n`,
    );
    await new Promise((resolve) => other.close(resolve));
  });

  it('is the only server on its SQLite file, until it ends, however it ends', async () => {
    const first = start({});
    const url = await first.ready();
    expect(first.output.stdout).toMatch(/^Creator Studio is ready: http:\/\/127\.0\.0\.1:\d+ .*\n$/);
    const second = start({});
    expect(await second.ended()).toBe(1);
    expect(second.output.stderr).toMatch(
      /^Another Creator Studio server is already using .*studio\.db: .*\n$/,
    );
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    first.child.kill('SIGKILL');
    await first.ended();
    const third = start({});
    expect((await fetch(`${await third.ready()}/healthz`)).status).toBe(200);
  });

  it('refuses a PostgreSQL database that lacks migrations, naming the command that applies them', async () => {
    const database = await createTestDatabase('postgres');
    try {
      const migrated = start({ DATABASE_URL: database.url });
      expect((await fetch(`${await migrated.ready()}/healthz`)).status).toBe(200);
      await database.db.write((tx) => tx.run(`DELETE FROM schema_migrations WHERE name LIKE '0002%'`));
      const behind = start({ DATABASE_URL: database.url });
      expect(await behind.ended()).toBe(1);
      expect(behind.output.stderr).toMatch(
        /^The database lacks 1 migration.*0002.*"npm run db:migrate".*\n$/,
      );
      migrated.child.kill('SIGTERM');
      expect(await migrated.ended()).toBe(0);
    } finally {
      await database.destroy();
    }
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'drains on %s: what is under way is answered, then it ends',
    async (signal) => {
      const server = start({});
      const url = new URL(await server.ready());
      const body = JSON.stringify({ username: `drain_${signal.toLowerCase()}`, password: 'a good password' });
      const unused = connect(Number(url.port), url.hostname);
      const unusedClosed = new Promise((resolve) => unused.on('error', resolve).on('close', resolve));
      await new Promise((resolve) => unused.once('connect', resolve));
      const slow = await sendHalf(url, body);
      server.child.kill(signal);
      // As when a whole process group is told and a launcher passes it on: that is one wish to stop, not two.
      server.child.kill(signal === 'SIGTERM' ? 'SIGINT' : 'SIGTERM');
      await vi.waitFor(() => expect(fetch(`${url.origin}/healthz`)).rejects.toThrow());
      await unusedClosed;
      const answer = await slow.finish();
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
      expect(answer).toMatch(/^connection: close/im);
      expect(await server.ended()).toBe(0);
      expect(server.output.stderr).toBe('');

      const again = start({});
      const login = await fetch(`${await again.ready()}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ account: `drain_${signal.toLowerCase()}`, password: 'a good password' }),
      });
      expect(login.status).toBe(200);
    },
  );

  it('tells an open stream goodbye before it ends', async () => {
    const server = start({});
    const url = await server.ready();
    const registered = await fetch(`${url}/api/v1/auth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'listener', password: 'a good password' }),
    });
    const { data } = (await registered.json()) as { data: { token: string } };
    const headers = { authorization: `Bearer ${data.token}`, accept: 'text/event-stream' };
    const stream = await fetch(`${url}/trpc/live.events`, { headers });
    let text = '';
    const reading = (async () => {
      for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) text += chunk;
    })().catch(() => undefined);
    await vi.waitFor(() => expect(text).toContain('versions'));
    server.child.kill('SIGTERM');
    await reading;
    expect(text).toMatch(/"bye".*"DRAINING"/);
    expect(await server.ended()).toBe(0);
  });

  it('ends at once on a signal that comes a second after the first', async () => {
    const server = start({});
    const url = new URL(await server.ready());
    await sendHalf(url, '{}');
    server.child.kill('SIGTERM');
    const insist = setInterval(() => server.child.kill('SIGTERM'), 200);
    onTestFinished(() => clearInterval(insist));
    expect(await server.ended()).toBe(1);
  });
});

/** Sends a registration without the last byte of its body; `finish` sends that and resolves to the whole answer. */
async function sendHalf(url: URL, body: string): Promise<{ finish(): Promise<string> }> {
  const socket = connect(Number(url.port), url.hostname);
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString()));
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const head = [
    'POST /api/v1/auth/register HTTP/1.1',
    `Host: ${url.host}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  await new Promise<void>((resolve) =>
    socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, -1)}`, () => resolve()),
  );
  // A second connection whose request is answered shows that the server has read the first one's by now.
  await fetch(`${url.origin}/healthz`);
  await delay(0);
  return {
    finish: async () => {
      socket.write(body.slice(-1));
      await closed;
      return answer;
    },
  };
}
