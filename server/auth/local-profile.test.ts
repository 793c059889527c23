import { afterEach, expect, it } from 'vitest';
import { deleteAccount } from '../account/delete-account.ts';
import type { Actor } from '../platform/app-deps.ts';
import {
  addAccount,
  createAccountWorld,
  createClient,
  createUsername,
  type AccountWorld,
} from '../testing/account-world.ts';
import { expectLawful } from '../testing/expect-lawful.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { grantCredits } from '../credits/grant-credits.ts';
import { changePassword } from './change-password.ts';
import { findSession } from './find-session.ts';
import { getMe } from './get-me.ts';
import { openLocalProfile } from './open-local-profile.ts';
import { recoverAccount } from './recover-account.ts';
import { registerUser } from './register-user.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';
import { setFirstPassword } from './set-first-password.ts';
import { signIn } from './sign-in.ts';

const PASSWORD = 'the very first one';

forEachDialect("the computer's own profile", (database) => {
  // The next test is the first on its computer again.
  afterEach(() =>
    database().db.write((tx) =>
      tx.run(`UPDATE users SET is_local = FALSE, username = CAST(id AS TEXT) WHERE deleted_at IS NULL`),
    ),
  );

  const open = async (world: AccountWorld) => {
    const opened = await openLocalProfile(world, createClient());
    const actor = await findSession(world, opened.token);
    return { ...opened, actor: actor! };
  };
  const countLocal = async () =>
    (await database().db.reader.all(`SELECT id FROM users WHERE is_local`)).length;

  it('is made once, however many ask at once, and each gets a session of its own', async () => {
    const world = createAccountWorld(database());
    const elsewhere = createAccountWorld({ ...database(), db: await database().reopen() });
    const opened = await Promise.all(
      Array.from({ length: 10 }, (_, i) => open(i % 2 === 0 ? world : elsewhere)),
    );
    opened.push(await open(world));
    expect(new Set(opened.map(({ user }) => user.id)).size).toBe(1);
    expect(new Set(opened.map(({ actor }) => actor.sessionId)).size).toBe(11);
    expect(await countLocal()).toBe(1);
    expect(opened[0]!.user).toMatchObject({ username: 'creator', isLocal: true, hasPassword: false });
    expect(await getMe(world, opened[0]!.actor)).toEqual(opened[0]!.user);
  });

  it('leaves the names of others alone', async () => {
    const world = createAccountWorld(database());
    for (const username of ['creator', 'creator-2'])
      await registerUser(world, createClient(), { username, password: PASSWORD });
    expect((await open(world)).user.username).toBe('creator-3');
  });

  it('is not signed in to by form while it has no password: as with a wrong one, after the same work', async () => {
    const world = createAccountWorld(database());
    const { user } = await open(world);
    for (const account of [user.username, createUsername()]) {
      world.passwordWork.length = 0;
      await expect(signIn(world, createClient(), { account, password: PASSWORD })).rejects.toMatchObject({
        reason: 'INVALID_CREDENTIALS',
        details: null,
      });
      expect(world.passwordWork).toEqual(['verify nobody']);
    }
  });

  it('gets its first password once, with recovery codes, and is an account like any other from then on', async () => {
    const world = createAccountWorld(database());
    const { actor, user } = await open(world);
    const other = await open(world);
    world.published.length = 0;
    const attempts = await Promise.allSettled(
      [PASSWORD, PASSWORD].map((password) => setFirstPassword(world, actor, { password })),
    );
    const codes = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    expect(codes).toHaveLength(1);
    expect(attempts.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { reason: 'FORBIDDEN' },
    });
    expect(world.published).toEqual([{ userId: actor.userId, topic: 'session', id: other.actor.sessionId }]);
    expect(await findSession(world, other.token)).toBeNull();
    expect(await getMe(world, actor)).toEqual({ ...user, hasPassword: true });

    await expect(open(world)).rejects.toMatchObject({ reason: 'FORBIDDEN' });
    const login = { account: user.username, password: PASSWORD };
    expect((await signIn(world, createClient(), login)).user).toEqual({ ...user, hasPassword: true });
    await changePassword(world, actor, { currentPassword: PASSWORD, newPassword: 'another password' });
    await renewRecoveryCodes(world, actor, { password: 'another password' });
    const recovery = { account: user.username, recoveryCode: codes[0]![0]!, newPassword: PASSWORD };
    await expect(recoverAccount(world, createClient(), recovery)).rejects.toMatchObject({
      reason: 'INVALID_CREDENTIALS',
    });
    await expect(setFirstPassword(world, actor, { password: PASSWORD })).rejects.toMatchObject({
      reason: 'FORBIDDEN',
    });
  });

  it('hands out recovery codes that work, and tells who recovers that there is a password', async () => {
    const world = createAccountWorld(database());
    const { actor, user } = await open(world);
    const [recoveryCode] = await setFirstPassword(world, actor, { password: PASSWORD });
    const input = { account: user.username, recoveryCode: recoveryCode!, newPassword: 'another password' };
    expect((await recoverAccount(world, createClient(), input)).user).toMatchObject({ hasPassword: true });
  });

  it('has nothing to change or to recover while it has no password', async () => {
    const world = createAccountWorld(database());
    const { actor } = await open(world);
    const attempts = [
      () => changePassword(world, actor, { currentPassword: PASSWORD, newPassword: 'another password' }),
      () => renewRecoveryCodes(world, actor, { password: PASSWORD }),
    ];
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({ reason: 'INVALID_CREDENTIALS' });
  });

  it('is the only one that gets a first password', async () => {
    const world = createAccountWorld(database());
    const { actor, username, password } = await addAccount(world);
    world.passwordWork.length = 0;
    const attempt = (who: Actor) => setFirstPassword(world, who, { password: 'another password' });
    await expect(attempt(actor)).rejects.toMatchObject({ reason: 'FORBIDDEN' });
    // Neither does an account that has lost its password in some other way.
    await world.db.write((tx) =>
      tx.run(`UPDATE users SET password_hash = NULL WHERE id = $userId`, { userId: actor.userId }),
    );
    await expect(attempt(actor)).rejects.toMatchObject({ reason: 'FORBIDDEN' });
    expect(world.passwordWork).toEqual([]);
    await expect(signIn(world, createClient(), { account: username, password })).rejects.toMatchObject({
      reason: 'INVALID_CREDENTIALS',
    });
    await expect(deleteAccount(world, actor, { confirmCredits: 0 })).rejects.toMatchObject({
      reason: 'INVALID_CREDENTIALS',
    });
  });

  it('is deleted without a password while it has none, lawfully, and then made anew', async () => {
    const world = createAccountWorld(database());
    const { actor, user } = await open(world);
    await grantCredits(
      world,
      { operator: 'zhou', reason: 'a gift' },
      { userId: actor.userId, amount: 30, expiresAt: null, key: 'a-gift' },
    );
    await expect(
      deleteAccount(world, actor, { password: PASSWORD, confirmCredits: 30 }),
    ).rejects.toMatchObject({ reason: 'INVALID_CREDENTIALS' });
    await expect(deleteAccount(world, actor, { confirmCredits: 0 })).rejects.toMatchObject({
      reason: 'CREDITS_REMAIN',
    });
    await deleteAccount(world, actor, { confirmCredits: 30 });
    await expectLawful(world.db);
    expect(await countLocal()).toBe(0);
    const next = await open(world);
    expect(next.user).toMatchObject({ username: 'creator', hasPassword: false });
    expect(next.user.id).not.toBe(user.id);
  });

  it('is deleted for its password only once it has one, also when that came in between', async () => {
    const world = createAccountWorld(database());
    const { actor } = await open(world);
    let isFirst = true;
    const slow: AccountWorld = {
      ...world,
      db: {
        ...world.db,
        write: async (work, options) => {
          if (isFirst) {
            isFirst = false;
            await setFirstPassword(world, actor, { password: PASSWORD });
          }
          return world.db.write(work, options);
        },
      },
    };
    for (const deps of [slow, world])
      await expect(deleteAccount(deps, actor, { confirmCredits: 0 })).rejects.toMatchObject({
        reason: 'INVALID_CREDENTIALS',
      });
    await deleteAccount(world, actor, { password: PASSWORD, confirmCredits: 0 });
  });
});
