import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UserView } from '../../shared/contracts/auth.ts';
import type { EmbeddedStart } from '../../shared/contracts/embedded-server.ts';
import { migrateDatabase } from '../database/migrate.ts';
import { openDatabase } from '../database/open-database.ts';
import { PROJECT_ROOT } from '../platform/config.ts';
import {
  createShellClient,
  embeddedStart,
  launchEmbedded,
  type EmbeddedProcess,
  type EmbeddedProcessOptions,
  type ShellClient,
} from '../testing/embedded-process.ts';

/** A process that would rather be another server, if only it listened to its environment. */
const MISLEADING = {
  PORT: '1',
  HOST: '0.0.0.0',
  DATABASE_URL: 'sqlite:/nowhere/else.db',
  DATA_DIR: '/nowhere',
  PAYMENT_MODE: 'live',
  PUBLIC_URL: 'https://studio.example',
  NODE_ENV: 'development',
  LOG_LEVEL: 'trace',
};

/** How long the demo provider may take for a picture on a busy machine. */
const DRAWING_TIMEOUT_MS = 20_000;

describe('the server process of the desktop app', () => {
  let folder: string;
  const children: EmbeddedProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'studio-embedded-'));
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => child.kill()));
    rmSync(folder, { recursive: true, force: true });
  });

  const launch = (options?: EmbeddedProcessOptions): EmbeddedProcess => {
    const child = launchEmbedded(options);
    children.push(child);
    return child;
  };
  const serve = async (
    parts: Partial<EmbeddedStart> = {},
    options?: EmbeddedProcessOptions,
  ): Promise<{ child: EmbeddedProcess; shell: ShellClient; port: number; start: EmbeddedStart }> => {
    const child = launch(options);
    const start = embeddedStart(folder, parts);
    child.say(start);
    const message = await child.next();
    if (message.type !== 'listening') throw new Error(`it said ${JSON.stringify(message)}`);
    return { child, shell: createShellClient(message.port, start.secret), port: message.port, start };
  };
  const stop = async (child: EmbeddedProcess): Promise<void> => {
    child.say({ type: 'stop' });
    expect(await child.next()).toEqual({ type: 'stopped' });
    expect(await child.ended()).toBe(0);
  };
  const failure = async (start: unknown) => {
    const child = launch();
    child.say(start);
    const message = await child.next();
    expect(await child.ended()).toBe(1);
    expect(message).toMatchObject({
      type: 'failed',
      message: {
        'zh-CN': expect.stringMatching(/\p{Script=Han}.*。$/u) as string,
        en: expect.stringMatching(/^[A-Z].*\.$/) as string,
      },
    });
    return { reason: message.type === 'failed' ? message.reason : null, written: child.written() };
  };
  /** A database of the data folder, changed as `work` says while nobody serves it. */
  const prepareDatabase = async (...statements: string[]): Promise<void> => {
    const db = await openDatabase({ url: `sqlite:${join(folder, 'data', 'studio.db')}`, root: folder });
    await migrateDatabase(db);
    for (const statement of statements) await db.write((tx) => tx.run(statement));
    await db.close();
  };

  it.each([
    ['a plain child of Node', false],
    ['a utility process', true],
  ])(
    'as %s serves on loopback what it is told, takes nothing from its environment, and stops',
    async (_, isUtility) => {
      const { child, shell, port } = await serve({}, { isUtility, environment: MISLEADING });
      expect(port).toBeGreaterThan(1_023);
      expect((await shell.fetch('/healthz')).status).toBe(200);
      expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(403);
      expect(existsSync(join(folder, 'data', 'studio.db'))).toBe(true);
      await stop(child);
      await expect(shell.fetch('/healthz')).rejects.toThrow();
      expect(child.written()).toBe('');
    },
  );

  it('keeps everything over a restart: profile, session, practice credits, works and their files', async () => {
    const first = await serve();
    const { user } = await first.shell.mutate<{ user: UserView }>('desktop.openLocalProfile');
    expect(user).toMatchObject({ username: 'creator', isLocal: true, hasPassword: false });
    const { order } = await first.shell.mutate<{ order: { orderNo: string } }>('orders.placeRecharge', {
      priceId: 2,
      paymentMethod: 'alipay',
    });
    await first.shell.mutate('orders.simulate', { orderType: 'recharge', orderNo: order.orderNo });
    const id = randomUUID();
    await first.shell.mutate('generation.start', { id, kind: 'IMAGE', prompt: 'a lighthouse' });
    type Work = { status: string; outputs: { url: string }[] };
    const work = await vi.waitUntil(
      async () => {
        const current = await first.shell.query<Work>('generation.get', { id });
        return current.status === 'SUCCEEDED' && current;
      },
      { timeout: DRAWING_TIMEOUT_MS, interval: 50 },
    );
    const overview = await first.shell.query<object>('statistics.overview');
    await stop(first.child);

    const second = await serve();
    expect(second.start.secret).not.toBe(first.start.secret);
    const old = createShellClient(second.port, first.start.secret, first.shell.token);
    expect((await old.fetch('/healthz')).status).toBe(403);
    second.shell.token = first.shell.token;
    expect(await second.shell.query('auth.me')).toEqual(user);
    expect(await second.shell.query('statistics.overview')).toEqual(overview);
    const picture = await second.shell.fetch(work.outputs[0]!.url);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    const again = createShellClient(second.port, second.start.secret);
    expect((await again.mutate<{ user: UserView }>('desktop.openLocalProfile')).user.id).toBe(user.id);
    // Nothing is copied while the schema stays.
    expect(readdirSync(join(folder, 'data'))).not.toContain('backups');
  });

  it('opens one profile for two calls at once, until it has a password', async () => {
    const { port, start } = await serve();
    const shells = [1, 2].map(() => createShellClient(port, start.secret));
    const users = await Promise.all(
      shells.map(async (shell) => (await shell.mutate<{ user: UserView }>('desktop.openLocalProfile')).user),
    );
    expect(users[0]).toEqual(users[1]);
    expect(shells[0]!.token).not.toBe(shells[1]!.token);
    const password = 'a first password';
    const { recoveryCodes } = await shells[0]!.mutate<{ recoveryCodes: string[] }>('auth.setFirstPassword', {
      password,
    });
    expect(recoveryCodes).toHaveLength(10);
    await expect(shells[1]!.query('auth.me')).rejects.toThrow('UNAUTHENTICATED');
    await expect(shells[1]!.mutate('desktop.openLocalProfile')).rejects.toThrow('FORBIDDEN');
    const { user } = await shells[1]!.mutate<{ user: UserView }>('auth.signIn', {
      account: users[0]!.username,
      password,
    });
    expect(user).toEqual({ ...users[0], hasPassword: true });
  });

  it('answers what is under way before it says that it has stopped', async () => {
    const { child, shell, port, start } = await serve();
    await shell.mutate('desktop.openLocalProfile');
    const stream = await shell.fetch('/trpc/live.events', { headers: { accept: 'text/event-stream' } });
    const streamed = stream.text().catch(() => 'cut');
    const body = JSON.stringify({ json: { account: 'nobody', password: 'a password' } });
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    const head = [
      'POST /trpc/auth.signIn HTTP/1.1',
      `host: 127.0.0.1:${port}`,
      `x-studio-secret: ${start.secret}`,
      'content-type: application/json',
      `content-length: ${body.length}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, -1)}`);
    await shell.fetch('/healthz');
    child.say({ type: 'stop' });
    await vi.waitFor(() => expect(shell.fetch('/healthz')).rejects.toThrow());
    await streamed;
    socket.write(body.slice(-1));
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(await child.next()).toEqual({ type: 'stopped' });
    expect(await child.ended()).toBe(0);
  });

  it('stops while it is still starting, and before it has been told to start', async () => {
    const starting = launch();
    starting.say(embeddedStart(folder));
    const idle = launch();
    for (const child of [starting, idle]) {
      child.say({ type: 'stop' });
      child.say({ type: 'stop' });
      expect(await child.next()).toEqual({ type: 'stopped' });
      expect(await child.ended()).toBe(0);
    }
    expect((await (await serve()).shell.fetch('/healthz')).status).toBe(200);
  });

  it('serves on when it is told to start again, or something that it does not know', async () => {
    const { child, shell } = await serve();
    child.say(embeddedStart(folder));
    child.say({ type: 'stop', now: true });
    child.say('stop');
    await vi.waitUntil(() => child.written().match(/neither understood nor expected/g)?.length === 3);
    expect((await shell.fetch('/healthz')).status).toBe(200);
    await stop(child);
  });

  it.each([
    ['something else', 'start'],
    ['no secret', { secret: undefined }],
    ['a short secret', { secret: 'c2hvcnQ' }],
    ['a folder that depends on where it runs', { dataDir: 'data' }],
    ['an unknown wish', { port: 80 }],
  ])('does not start when it is told %s, and writes no secret down', async (_title, parts) => {
    const start = embeddedStart(folder);
    const { reason, written } = await failure(typeof parts === 'string' ? parts : { ...start, ...parts });
    expect(reason).toBe('INVALID_START');
    expect(written).toContain('the start message is wrong');
    expect(written).not.toContain(start.secret);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says in both languages why it cannot start on a folder, and leaves that as it was', async () => {
    const start = embeddedStart(folder);
    mkdirSync(start.dataDir);
    const file = join(start.dataDir, 'studio.db');
    writeFileSync(file, 'these are notes and no database at all, '.repeat(50));
    expect((await failure(start)).reason).toBe('DAMAGED_DATABASE');
    rmSync(file);
    expect((await failure({ ...start, dataDir: join(start.dataDir, '\0') })).reason).toBe('INTERNAL');
    writeFileSync(join(folder, 'a-file'), '');
    expect((await failure({ ...start, dataDir: join(folder, 'a-file', 'data') })).reason).toBe(
      'NOT_WRITABLE',
    );

    await prepareDatabase(`INSERT INTO schema_migrations (name, applied_at) VALUES ('9999-later', 0)`);
    expect((await failure(start)).reason).toBe('NEWER_DATABASE');
    await prepareDatabase(`DELETE FROM schema_migrations WHERE name = '9999-later'`);

    const { child } = await serve();
    expect((await failure(start)).reason).toBe('IN_USE');
    await stop(child);
    expect((await (await serve()).shell.fetch('/healthz')).status).toBe(200);
  });

  it('copies the database before an update changes it, and does not update without', async () => {
    await prepareDatabase(
      `DELETE FROM credit_prices`,
      `DELETE FROM membership_prices`,
      `DELETE FROM schema_migrations WHERE name LIKE '0002%'`,
    );
    const backups = join(folder, 'data', 'backups');
    writeFileSync(backups, 'in the way');
    expect((await failure(embeddedStart(folder))).reason).toBe('BACKUP_FAILED');
    rmSync(backups);
    const { shell } = await serve({ appVersion: '7.0.0-beta.1' });
    expect(await shell.query('credits.prices')).toHaveLength(4);
    expect(readdirSync(backups)).toEqual([
      expect.stringMatching(/^studio-7\.0\.0-beta\.1-\d{4}-\d\d-\d\d\.db$/),
    ]);
  });

  it('updates without a copy when it is told to', async () => {
    await prepareDatabase(
      `DELETE FROM credit_prices`,
      `DELETE FROM membership_prices`,
      `DELETE FROM schema_migrations WHERE name LIKE '0002%'`,
    );
    const { shell } = await serve({ backupBeforeMigration: false });
    expect(await shell.query('credits.prices')).toHaveLength(4);
    expect(readdirSync(join(folder, 'data'))).not.toContain('backups');
  });

  it.each(['while it serves', 'before it has been told anything'])(
    'ends when the shell lets go of it %s',
    async (when) => {
      const child = when === 'while it serves' ? (await serve()).child : launch();
      child.hangUp();
      await child.ended();
      expect((await (await serve()).shell.fetch('/healthz')).status).toBe(200);
    },
  );

  it('does not outlive a shell that is killed, also with a stream open, and leaves its folder free', async () => {
    const start = embeddedStart(folder);
    const shellProgram = `
      const { fork } = require('node:child_process');
      const child = fork(process.argv[1], { execArgv: [], env: {} });
      child.on('message', ({ port }) => console.log(port));
      child.send(JSON.parse(process.argv[2]));`;
    const parent = spawn(
      process.execPath,
      ['-e', shellProgram, join(PROJECT_ROOT, 'server/embedded-main.ts'), JSON.stringify(start)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const shell = createShellClient(Number(line.toString()), start.secret);
    await shell.mutate('desktop.openLocalProfile');
    const stream = await shell.fetch('/trpc/live.events', { headers: { accept: 'text/event-stream' } });
    const streamed = stream.text().catch(() => 'cut');
    // The server has the same standard output: that is closed once both are gone.
    const bothGone = once(parent, 'close');
    parent.kill('SIGKILL');
    await bothGone;
    await streamed;
    const { child } = await serve();
    await stop(child);
  });

  it('drains on a signal to the whole group', async () => {
    const { child } = await serve();
    process.kill(child.pid, 'SIGINT');
    process.kill(child.pid, 'SIGTERM');
    expect(await child.next()).toEqual({ type: 'stopped' });
    expect(await child.ended()).toBe(0);
  });

  it('tells somebody who starts it by hand what to start instead', async () => {
    const child = spawn(process.execPath, [join(PROJECT_ROOT, 'server/embedded-main.ts')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let text = '';
    child.stderr.on('data', (chunk) => (text += String(chunk)));
    const [code] = (await once(child, 'close')) as [number];
    expect([code, text.trim().split('\n').length]).toEqual([1, 1]);
    expect(text).toContain('npm start');
  });
});
