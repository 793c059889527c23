import { expect, it } from 'vitest';
import { addAccount, createAccountWorld, createClient, createUsername } from '../testing/account-world.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { findSession } from './find-session.ts';
import { recoverAccount } from './recover-account.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';
import { resetPassword } from './reset-password.ts';
import { signIn } from './sign-in.ts';

const newPassword = 'a new password';

forEachDialect('recovery', (database) => {
  it('takes a code, however it is typed, for a new password and the only session', async () => {
    const world = createAccountWorld(database());
    const { registered, actor, username, password } = await addAccount(world);
    const code = registered.recoveryCodes[3]!;
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}\n`;
    const opened = await recoverAccount(world, createClient(), {
      account: username,
      recoveryCode: typed,
      newPassword,
    });
    expect(opened.user).toEqual(registered.user);
    expect(await findSession(world, opened.token)).toMatchObject({ userId: actor.userId });
    expect(await findSession(world, registered.token)).toBeNull();
    expect(world.published).toEqual([{ userId: actor.userId, topic: 'session', id: actor.sessionId }]);
    await expect(signIn(world, createClient(), { account: username, password })).rejects.toThrow();
    await signIn(world, createClient(), { account: username, password: newPassword });
  });

  it('takes a code once, also when it is used twice at the same time', async () => {
    const world = createAccountWorld(database());
    const { registered, username } = await addAccount(world);
    const use = () =>
      recoverAccount(world, createClient(), {
        account: username,
        recoveryCode: registered.recoveryCodes[0]!,
        newPassword,
      });
    const outcomes = await Promise.allSettled([use(), use(), use()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(use()).rejects.toMatchObject({ reason: 'INVALID_CREDENTIALS' });
    await recoverAccount(world, createClient(), {
      account: username,
      recoveryCode: registered.recoveryCodes[1]!,
      newPassword,
    });
  });

  it('refuses alike, without touching a password, an unknown account, a wrong code and another’s code', async () => {
    const world = createAccountWorld(database());
    const { username } = await addAccount(world);
    const stranger = await addAccount(world);
    world.passwordWork.length = 0;
    for (const [account, recoveryCode] of [
      [createUsername(), 'ABCD-EFGH-JKMN-PQRS'],
      [username, 'ABCD-EFGH-JKMN-PQRS'],
      [username, '\0'],
      [username, stranger.registered.recoveryCodes[0]!],
    ] as const) {
      await expect(
        recoverAccount(world, createClient(), { account, recoveryCode, newPassword }),
      ).rejects.toMatchObject({ reason: 'INVALID_CREDENTIALS', details: null });
    }
    expect(world.passwordWork).toEqual([]);
  });

  it('stays open to an owner whose account strangers have locked', async () => {
    const world = createAccountWorld(database(), { signInPerAccount: { points: 1, seconds: 900 } });
    const { registered, username } = await addAccount(world);
    for (const _ of [1, 2])
      await expect(signIn(world, createClient(), { account: username, password: 'wrong' })).rejects.toThrow();
    await recoverAccount(world, createClient(), {
      account: username,
      recoveryCode: registered.recoveryCodes[0]!,
      newPassword,
    });
  });

  it('gives new codes for the password, and the earlier ones end', async () => {
    const world = createAccountWorld(database());
    const { registered, actor, username, password } = await addAccount(world);
    await expect(renewRecoveryCodes(world, actor, { password: 'a wrong password' })).rejects.toMatchObject({
      reason: 'INVALID_CREDENTIALS',
    });
    const codes = await renewRecoveryCodes(world, actor, { password });
    expect(codes).toHaveLength(10);
    const use = (recoveryCode: string) =>
      recoverAccount(world, createClient(), { account: username, recoveryCode, newPassword });
    await expect(use(registered.recoveryCodes[0]!)).rejects.toMatchObject({ reason: 'INVALID_CREDENTIALS' });
    await use(codes[0]!);
  });

  it('is in an operator’s hands too: a password, no session, no code left, and a record', async () => {
    const world = createAccountWorld(database());
    const { registered, actor, username } = await addAccount(world);
    const operator = { operator: 'zhou', reason: 'the owner called' };
    await expect(resetPassword(world, operator, { account: createUsername() })).rejects.toMatchObject({
      reason: 'NOT_FOUND',
    });
    const reset = await resetPassword(world, operator, { account: username });
    expect(reset.user).toEqual(registered.user);
    expect(await findSession(world, registered.token)).toBeNull();
    expect(world.published).toEqual([{ userId: actor.userId, topic: 'session', id: actor.sessionId }]);
    await expect(
      recoverAccount(world, createClient(), {
        account: username,
        recoveryCode: registered.recoveryCodes[0]!,
        newPassword,
      }),
    ).rejects.toMatchObject({ reason: 'INVALID_CREDENTIALS' });
    await signIn(world, createClient(), { account: username, password: reset.password });
    const records = await world.db.reader.all<Record<string, unknown>>(
      `SELECT operator, action, reason, details FROM operator_actions WHERE user_id = $userId`,
      { userId: actor.userId },
    );
    expect(records).toEqual([
      { ...operator, action: 'users.reset-password', details: '{"revokedSessions":1}' },
    ]);
  });
});
