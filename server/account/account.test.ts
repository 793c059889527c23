import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findSession } from '../auth/find-session.ts';
import { getMe } from '../auth/get-me.ts';
import { registerUser } from '../auth/register-user.ts';
import { signIn } from '../auth/sign-in.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import { placeRechargeOrder } from '../orders/place-recharge-order.ts';
import { placeMembershipOrder } from '../orders/place-membership-order.ts';
import { simulatePayment } from '../orders/simulate-payment.ts';
import { addAccount, createAccountWorld, createClient, type AccountWorld } from '../testing/account-world.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { findBreaches, startOne, startWorker, waitForEnd } from '../testing/generation-world.ts';
import { listLedger } from '../testing/orders-world.ts';
import { scriptedImage } from '../testing/scripted-provider.ts';
import { deleteAccount } from './delete-account.ts';
import { exportAccount } from './export-account.ts';
import { sweepDeletedAccounts } from './sweep-deleted-accounts.ts';

type Account = Awaited<ReturnType<typeof addAccount>>;

/** A paid recharge (110 credits), a month of membership, and one finished picture. */
async function useEverything(world: AccountWorld, { actor }: Account) {
  const recharge = await placeRechargeOrder(world, actor, { priceId: 2, paymentMethod: 'alipay' });
  await simulatePayment(world, { orderType: 'recharge', orderNo: recharge.order.orderNo });
  const worker = startWorker(world);
  const { id } = await startOne(world, actor, { prompt: 'a secret garden' });
  const run = await world.provider.nextRun();
  await run.send(scriptedImage(0));
  run.finish();
  await waitForEnd(world, actor, id);
  await worker.stop();
  const membership = await placeMembershipOrder(world, actor, { priceId: 1, paymentMethod: 'wechat' });
  await simulatePayment(world, { orderType: 'membership', orderNo: membership.order.orderNo });
  return { generationId: id, orderNos: [recharge.order.orderNo, membership.order.orderNo] };
}

async function readExport(world: AccountWorld, { actor }: Account): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of exportAccount(world, actor)) text += chunk;
  return JSON.parse(text) as Record<string, unknown>;
}

forEachDialect('an account', (database) => {
  it('can be exported with everything in it and no secret', async () => {
    const world = createAccountWorld(database());
    const account = await addAccount(world);
    const { generationId, orderNos } = await useEverything(world, account);
    const everything = await readExport(world, account);
    expect(everything).toMatchObject({
      format: 'creator-studio-account',
      version: 1,
      profile: { id: account.actor.userId, username: account.username },
      sessions: [{ id: account.actor.sessionId, userAgent: 'a test' }],
      orders: orderNos.map((orderNo) => ({ orderNo, paymentStatus: 'PAID' })),
      membershipPeriods: [{ orderNo: orderNos[1], membershipType: 'MONTHLY' }],
      creditTransactions: [
        { sequence: 1, type: 'RECHARGE', amount: 100 },
        { sequence: 2, type: 'REWARD', amount: 10 },
        { sequence: 3, type: 'CONSUME', amount: -10 },
      ],
      generations: [
        {
          id: generationId,
          prompt: 'a secret garden',
          outputs: [{ url: `/files/generations/${generationId}/0.png` }],
        },
      ],
    });
    expect(JSON.stringify(everything)).not.toMatch(/argon2|token|sha256/i);
  });

  it('that is empty is exported as empty lists', async () => {
    const world = createAccountWorld(database());
    expect(await readExport(world, await addAccount(world))).toMatchObject({
      orders: [],
      membershipPeriods: [],
      creditTransactions: [],
      generations: [],
    });
  });

  it('is deleted with its profile, sessions, prompts and files; orders and ledger stay under its id', async () => {
    const world = createAccountWorld(database());
    const account = await addAccount(world);
    const { actor, username, password } = account;
    const { generationId, orderNos } = await useEverything(world, account);
    const ledger = await listLedger(world.db, actor);
    const file = world.generation.files.pathOf(`${actor.userId}/${generationId}/0.png`);
    expect(existsSync(file)).toBe(true);
    world.published.length = 0;

    await deleteAccount(world, actor, { password, confirmCredits: 100 });
    expect(existsSync(file)).toBe(false);
    expect(world.published).toEqual([{ userId: actor.userId, topic: 'session', id: actor.sessionId }]);
    expect(await findSession(world, account.registered.token)).toBeNull();
    await expect(getMe(world, actor)).rejects.toMatchObject({ reason: 'UNAUTHENTICATED' });
    const { reader } = world.db;
    const params = { userId: actor.userId };
    expect(
      await reader.all(`SELECT username, email, password_hash FROM users WHERE id = $userId`, params),
    ).toEqual([{ username: null, email: null, password_hash: null }]);
    for (const table of ['sessions', 'recovery_codes', 'generation_outputs'])
      expect(await reader.all(`SELECT * FROM ${table} WHERE user_id = $userId`, params)).toEqual([]);
    expect(
      await reader.all(`SELECT prompt, options FROM generations WHERE user_id = $userId`, params),
    ).toEqual([{ prompt: '', options: '{}' }]);
    expect(await listLedger(world.db, actor)).toEqual(ledger);
    const kept = await reader.all<{ order_no: string }>(
      `SELECT order_no FROM orders WHERE user_id = $userId ORDER BY id`,
      params,
    );
    expect(kept.map((row) => row.order_no)).toEqual(orderNos);
    expect(await findBreaches(world)).toEqual([]);

    const login = { account: username, password };
    await expect(signIn(world, createClient(), login)).rejects.toMatchObject({
      reason: 'INVALID_CREDENTIALS',
    });
    const successor = await registerUser(world, createClient(), { username, password: 'another password' });
    expect(successor.user.id).not.toBe(actor.userId);
    await expect(deleteAccount(world, actor, { password, confirmCredits: 100 })).rejects.toMatchObject({
      reason: 'UNAUTHENTICATED',
    });
  });

  it('is deleted for its password only, and for as many credits as were confirmed', async () => {
    const world = createAccountWorld(database());
    const account = await addAccount(world);
    const { actor, password } = account;
    await useEverything(world, account);
    const attempt = (input: { password: string; confirmCredits: number }) =>
      deleteAccount(world, actor, input);
    await expect(attempt({ password: 'a wrong password', confirmCredits: 100 })).rejects.toMatchObject({
      reason: 'INVALID_CREDENTIALS',
    });
    for (const confirmCredits of [0, 99, 101]) {
      await expect(attempt({ password, confirmCredits })).rejects.toMatchObject({
        reason: 'CREDITS_REMAIN',
        details: { credits: 100 },
      });
    }
    expect((await getMe(world, actor)).username).toBe(account.username);
    expect(await findSession(world, account.registered.token)).toEqual(actor);
  });

  it('is not deleted while an order is unpaid or a generation has not ended', async () => {
    const world = createAccountWorld(database());
    const account = await addAccount(world);
    const { actor, password } = account;
    await useEverything(world, account);
    const attempt = () => deleteAccount(world, actor, { password, confirmCredits: 100 });
    const { order } = await placeRechargeOrder(world, actor, { priceId: 1, paymentMethod: 'alipay' });
    await expect(attempt()).rejects.toMatchObject({ reason: 'ACCOUNT_BUSY' });
    await cancelOrder(world, actor, { orderNo: order.orderNo });
    const { id } = await startOne(world, actor, { prompt: 'waiting' });
    await expect(attempt()).rejects.toMatchObject({ reason: 'ACCOUNT_BUSY' });
    const worker = startWorker(world);
    const run = await world.provider.nextRun();
    await expect(attempt()).rejects.toMatchObject({ reason: 'ACCOUNT_BUSY' });
    await run.send(scriptedImage(0));
    run.finish();
    await waitForEnd(world, actor, id);
    await worker.stop();
    await attempt();
  });

  it('can be deleted while orders are being placed without anybody waiting for ever', async () => {
    const world = createAccountWorld(database());
    for (let i = 0; i < 5; i += 1) {
      const { actor, password } = await addAccount(world);
      const order = { priceId: 1, paymentMethod: 'alipay' } as const;
      const outcomes = await Promise.allSettled([
        deleteAccount(world, actor, { password, confirmCredits: 0 }),
        placeRechargeOrder(world, actor, order),
        placeRechargeOrder(world, actor, order),
      ]);
      // Whoever comes first wins: an order keeps the account, and a deleted account orders nothing.
      const [deletion, ...orders] = outcomes;
      if (deletion.status === 'rejected') expect(deletion.reason).toMatchObject({ reason: 'ACCOUNT_BUSY' });
      for (const outcome of orders) {
        expect(outcome.status).toBe(deletion.status === 'rejected' ? 'fulfilled' : 'rejected');
        if (outcome.status === 'rejected')
          expect(outcome.reason).toMatchObject({ reason: 'UNAUTHENTICATED' });
      }
    }
  });

  it('leaves nothing behind, even when a file or a late request outlived the deletion', async () => {
    const world = createAccountWorld(database());
    const account = await addAccount(world);
    const { actor, password } = account;
    const { generationId } = await useEverything(world, account);
    // What a crash between the commit and the removal of the files leaves.
    const crashing = {
      ...world.generation.files,
      remove: () => Promise.reject(new Error('the disk is away')),
    };
    await deleteAccount({ ...world, generation: { ...world.generation, files: crashing } }, actor, {
      password,
      confirmCredits: 100,
    });
    const file = world.generation.files.pathOf(`${actor.userId}/${generationId}/0.png`);
    expect(existsSync(file)).toBe(true);
    // Let in before the deletion, and carried out after it.
    await expect(startOne(world, actor, { prompt: 'a late secret' })).rejects.toMatchObject({
      reason: 'UNAUTHENTICATED',
    });

    for (const _ of [1, 2]) expect(await sweepDeletedAccounts(world)).toBeGreaterThanOrEqual(1);
    expect(existsSync(file)).toBe(false);
    expect(
      await world.db.reader.all(`SELECT 1 AS one FROM generations WHERE user_id = $userId AND prompt <> ''`, {
        userId: actor.userId,
      }),
    ).toEqual([]);
    expect(await findBreaches(world)).toEqual([]);
  });
});
