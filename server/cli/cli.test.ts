import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { creditsGrant } from './credits-grant.ts';
import { dbMigrate } from './db-migrate.ts';
import { ledgerVerify } from './ledger-verify.ts';
import { ordersShow } from './orders-show.ts';
import { paymentsDisputes } from './payments-disputes.ts';
import { runCommand } from './run-command.ts';
import { usersResetPassword } from './users-reset-password.ts';
import { usersShow } from './users-show.ts';
import { createEventBus } from '../live/create-event-bus.ts';
import { createLogger } from '../platform/logger.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const COMMANDS = {
  creditsGrant,
  dbMigrate,
  ledgerVerify,
  ordersShow,
  paymentsDisputes,
  usersResetPassword,
  usersShow,
};
type CommandName = keyof typeof COMMANDS;

const runHere = (databaseUrl: string, name: CommandName, ...args: string[]): Promise<Result> =>
  runWith({ DATABASE_URL: databaseUrl }, name, ...args);

async function runWith(
  environment: Readonly<Record<string, string>>,
  name: CommandName,
  ...args: string[]
): Promise<Result> {
  const said = { stdout: '', stderr: '' };
  const code = await runCommand<never>(COMMANDS[name] as never, {
    args,
    environment,
    stdout: (text) => (said.stdout += text),
    stderr: (text) => (said.stderr += text),
  });
  return { code, ...said };
}

function runAsProcess(databaseUrl: string, file: string, ...args: string[]): Promise<Result> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, file), ...args],
      { env: { DATABASE_URL: databaseUrl, PATH: process.env['PATH'] } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

forEachDialect('the command line', (database) => {
  let userId: string;
  let username: string;
  beforeEach(async () => {
    userId = randomUUID();
    username = `u-${userId.slice(0, 8)}`;
    const { db } = database();
    await db.write(async (tx) => {
      await tx.run(
        `INSERT INTO users (id, username, password_hash, created_at) VALUES ($userId, $username, 'secret-hash', 0)`,
        { userId, username },
      );
      await tx.run(
        `INSERT INTO sessions (id, user_id, token_sha256, transport, created_at, last_seen_at, expires_at)
         VALUES ($id, $userId, $token, 'COOKIE', 0, 0, $expiresAt)`,
        { id: randomUUID(), userId, token: `secret-${userId}`, expiresAt: db.now().getTime() + 60_000 },
      );
    });
  });

  const run = (name: CommandName, ...args: string[]): Promise<Result> =>
    runHere(database().url, name, ...args);

  it('gives credits once per key beside a live server, whose streams hear of it, and keeps a record', async () => {
    const { db } = database();
    const bus = createEventBus(db, createLogger({ logLevel: 'silent' }));
    onTestFinished(() => bus.close());
    const heard = vi.fn();
    bus.subscribe(userId, heard);
    await new Promise<void>((resolve) => bus.onDoubt(resolve));
    bus.onDoubt(heard);
    const args = [
      '--user',
      username,
      '--amount',
      '50',
      '--expires',
      '90d',
      '--reason',
      'sorry',
      '--key',
      'k1',
    ];
    const first = await runAsProcess(database().url, 'credits-grant.ts', ...args, '--operator', 'li');
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({
      userId,
      username,
      amount: 50,
      available: 50,
      replayed: false,
    });
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 20_000 });
    const second = await run('creditsGrant', ...args);
    expect(JSON.parse(second.stdout)).toMatchObject({ available: 50, replayed: true });
    const shown = await run('usersShow', username);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      user: { id: userId, username },
      sessions: { count: 1 },
      credits: { balance: 50, available: 50 },
      newestTransactions: [{ type: 'REWARD', amount: 50 }],
      operatorActions: [{ operator: 'li', action: 'credits.grant', reason: 'sorry' }],
    });
    expect(shown.stdout).not.toContain('secret');
  });

  it('resets a password, which ends the sessions, and prints the new one only there', async () => {
    const { db } = database();
    const reset = await run('usersResetPassword', '--user', userId, '--reason', 'lost phone');
    expect(reset.code).toBe(0);
    const { password } = JSON.parse(reset.stdout) as { password: string };
    expect(password.length).toBeGreaterThanOrEqual(16);
    const [user] = await db.reader.all<{ password_hash: string }>(
      `SELECT password_hash FROM users WHERE id = $userId`,
      { userId },
    );
    expect(user?.password_hash).toMatch(/^\$argon2id\$/);
    const shown = await run('usersShow', userId);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      sessions: { count: 0 },
      operatorActions: [{ action: 'users.reset-password', reason: 'lost phone' }],
    });
    expect(shown.stdout).not.toContain(password);
  });

  it('shows an order without the code that pays it', async () => {
    const orderNo = `R20260301${randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()}`;
    const { db } = database();
    await db.write(async (tx) => {
      await tx.run(
        `INSERT INTO orders (order_no, kind, user_id, price_id, price_fen, payment_method, payment_status, amount, bonus,
           input_sha256, paid_late, created_at, expires_at)
         VALUES ($orderNo, 'recharge', $userId, 1, 100, 'alipay', 'PENDING', 10, 0, '', $no, 0, 1)`,
        { orderNo, userId, no: false },
      );
      await tx.run(
        `INSERT INTO payments (order_no, attempt, provider, payment_method, out_trade_no, amount_fen, state, qr_content, created_at, expires_at)
         VALUES ($orderNo, 1, 'simulator', 'alipay', $outTradeNo, 100, 'OPEN', 'pay-by-this', 0, 1)`,
        { orderNo, outTradeNo: `${orderNo}01` },
      );
    });
    const shown = await run('ordersShow', orderNo);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      order: { orderNo, paymentStatus: 'PENDING', priceFen: 100 },
      payments: [{ attempt: 1, state: 'OPEN' }],
    });
    const listed = await run('ordersShow', '--user', username);
    expect(JSON.parse(listed.stdout)).toMatchObject({ total: 1, orders: [{ orderNo }] });
    expect(shown.stdout + listed.stdout).not.toContain('pay-by-this');
    const live = { DATABASE_URL: database().url, PAYMENT_MODE: 'live' };
    expect(await runWith(live, 'ordersShow', orderNo)).toMatchObject({ code: 0, stderr: '' });
  });

  it('lists disputed notices', async () => {
    await database().db.write((tx) =>
      tx.run(
        `INSERT INTO payment_disputes (provider, reason, out_trade_no, provider_trade_no, amount_fen, details, created_at)
         VALUES ('simulator', 'WRONG_AMOUNT', 'R1', 'T1', 5, '{}', 0)`,
      ),
    );
    const { stdout } = await run('paymentsDisputes');
    expect(JSON.parse(stdout)).toMatchObject({ disputes: [{ reason: 'WRONG_AMOUNT', amountFen: 5 }] });
  });

  it.each<[number, CommandName, string[], string]>([
    [1, 'usersShow', ['nobody'], 'There is no user "nobody".'],
    [1, 'ordersShow', ['R1'], 'There is no order "R1".'],
    [1, 'creditsGrant', ['--user', 'nobody', '--amount', '1', '--reason', 'r'], 'There is no user "nobody".'],
    [2, 'creditsGrant', ['--user', 'nobody', '--amount', '1'], '--reason is missing'],
    [2, 'creditsGrant', ['--user', 'nobody', '--amount', '-1', '--reason', 'r'], 'amount'],
    [
      2,
      'creditsGrant',
      ['--user', 'n', '--amount', '1', '--reason', 'r', '--expires', 'soon'],
      '--expires must be',
    ],
    [2, 'usersShow', ['a', 'b'], 'one argument too many'],
    [2, 'paymentsDisputes', ['--all'], "Unknown option '--all'"],
  ])('answers exit code %i and one sentence: %s %j', async (code, name, args, sentence) => {
    const result = await run(name, ...args);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(sentence);
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('the command line without a database', () => {
  it('says so, creates one by db:migrate, and explains itself by --help', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'studio-cli-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const url = `sqlite:${join(folder, 'data', 'studio.db')}`;
    const missing = await runHere(url, 'usersShow', 'li');
    expect(missing).toMatchObject({ code: 2, stdout: '' });
    expect(missing.stderr).toContain('There is no database at');
    expect(await runHere(url, 'ledgerVerify')).toMatchObject({ code: 2, stdout: '' });
    const migrated = await runHere(url, 'dbMigrate');
    expect(JSON.parse(migrated.stdout)).toMatchObject({ database: 'sqlite' });
    const again = await runHere(url, 'dbMigrate');
    expect(JSON.parse(again.stdout)).toEqual({ database: 'sqlite', applied: [] });
    for (const name of Object.keys(COMMANDS) as CommandName[]) {
      const help = await runHere('sqlite:/nowhere/studio.db', name, '--help');
      expect(help).toMatchObject({ code: 0, stderr: '' });
      expect(help.stdout).toMatch(/^Usage: npm run /);
    }
  });
});
