import { expect, it } from 'vitest';
import { registerInput } from '../../shared/contracts/auth.ts';
import { AppError } from '../platform/app-error.ts';
import { addAccount, createAccountWorld, createClient, createUsername } from '../testing/account-world.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { changePassword } from './change-password.ts';
import { findSession } from './find-session.ts';
import { getMe } from './get-me.ts';
import { registerUser } from './register-user.ts';
import { signIn } from './sign-in.ts';

const clock = createTestClock();

forEachDialect(
  'registering',
  (database) => {
    it('makes an account, signs it in and hands out ten codes, none of them stored in the clear', async () => {
      const world = createAccountWorld(database());
      const { registered, actor, username, password } = await addAccount(world);
      expect(registered.user).toEqual({
        id: actor.userId,
        username,
        email: null,
        isLocal: false,
        hasPassword: true,
        createdAt: world.db.now(),
      });
      expect(registered.expiresAt).toEqual(new Date(clock.nowMs() + 30 * 86_400_000));
      expect(await getMe(world, actor)).toEqual(registered.user);
      expect(new Set(registered.recoveryCodes).size).toBe(10);
      for (const code of registered.recoveryCodes)
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
      const stored = JSON.stringify(
        await Promise.all(
          ['users', 'sessions', 'recovery_codes'].map((table) =>
            world.db.reader.all(`SELECT * FROM ${table}`),
          ),
        ),
      );
      for (const secret of [password, registered.token, ...registered.recoveryCodes]) {
        expect(stored).not.toContain(secret);
        expect(stored).not.toContain(secret.replaceAll('-', ''));
      }
    });

    it('gives a username once, however it is written and however many ask at once', async () => {
      const world = createAccountWorld(database());
      const username = createUsername();
      const spellings = [username, username.toUpperCase(), username.replace('u', '\uff55')];
      const outcomes = await Promise.allSettled(
        [...spellings, ...spellings].map((spelling) =>
          registerUser(
            world,
            createClient(),
            registerInput.parse({ username: spelling, password: 'a password' }),
          ),
        ),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ reason: 'USERNAME_TAKEN' });
      const rows = await world.db.reader.all(
        `SELECT 1 AS one FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.username = $username`,
        { username },
      );
      expect(rows).toHaveLength(1);
    });

    it.each([
      '\u3164\u3164\u3164',
      'wang\u3164',
      'wang\u115f',
      'wang\u1160',
      'wang\uffa0',
      'wa\u200bng',
      'wa\u00adng',
    ])('takes no letter in a username that cannot be seen: %j', (username) => {
      expect(registerInput.safeParse({ username, password: 'a password' }).success).toBe(false);
    });

    it('answers a taken e-mail address like a free one', async () => {
      const world = createAccountWorld(database());
      const email = 'Wang@Example.com';
      for (const _ of [1, 2]) {
        const input = { username: createUsername(), password: 'a password', email };
        expect((await registerUser(world, createClient(), input)).user.email).toBe('wang@example.com');
      }
    });

    it('is limited per address', async () => {
      const world = createAccountWorld(database(), { registerPerAddress: { points: 2, seconds: 3_600 } });
      const client = createClient();
      const register = () =>
        registerUser(world, client, { username: createUsername(), password: 'a password' });
      await register();
      await register();
      await expect(register()).rejects.toMatchObject({ reason: 'RATE_LIMITED' });
    });

    it('keeps of a user agent one readable line', async () => {
      const world = createAccountWorld(database());
      const userAgent = ` Moz\0illa\r\n\u202e\ud800${'x'.repeat(500)}`;
      const username = createUsername();
      const { user } = await registerUser(world, createClient({ userAgent }), {
        username,
        password: 'a password',
      });
      await signIn(world, createClient({ userAgent: '\t' }), { account: username, password: 'a password' });
      const rows = await world.db.reader.all<{ user_agent: string | null }>(
        `SELECT user_agent FROM sessions WHERE user_id = $userId`,
        { userId: user.id },
      );
      expect(rows.map((row) => row.user_agent)).toEqual(
        expect.arrayContaining([expect.stringMatching(/^Moz illa \ufffdx{150,200}$/), null]),
      );
    });
  },
  clock,
);

forEachDialect(
  'signing in',
  (database) => {
    it('opens another session, by the username in any spelling', async () => {
      const world = createAccountWorld(database());
      const { actor, username, password } = await addAccount(world);
      const opened = await signIn(world, createClient(), { account: username.toUpperCase(), password });
      expect(opened.user.id).toBe(actor.userId);
      const found = await findSession(world, opened.token);
      expect(found?.userId).toBe(actor.userId);
      expect(found?.sessionId).not.toBe(actor.sessionId);
    });

    it('takes an e-mail address only once it is verified', async () => {
      const world = createAccountWorld(database());
      const claim = { password: 'a password', email: 'li@example.com' };
      const { user } = await registerUser(world, createClient(), { ...claim, username: createUsername() });
      await registerUser(world, createClient(), { ...claim, username: createUsername() });
      const attempt = () =>
        signIn(world, createClient(), { account: 'LI@example.com', password: 'a password' });
      await expect(attempt()).rejects.toMatchObject({ reason: 'INVALID_CREDENTIALS' });
      await world.db.write((tx) =>
        tx.run(`UPDATE users SET email_verified_at = $now WHERE id = $id`, {
          now: clock.nowMs(),
          id: user.id,
        }),
      );
      expect((await attempt()).user.id).toBe(user.id);
    });

    it('answers alike, after the same work, whether there is such an account or not', async () => {
      const world = createAccountWorld(database());
      const { actor, username } = await addAccount(world);
      const withoutPassword = createUsername();
      await world.db.write((tx) =>
        tx.run(`INSERT INTO users (id, username, created_at) VALUES ($id, $username, 0)`, {
          id: actor.userId.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
          username: withoutPassword,
        }),
      );
      const accounts = [
        username,
        createUsername(),
        withoutPassword,
        'no one@example.com',
        'a@b.cn',
        '\0',
        '\ud800@',
      ];
      for (const account of accounts) {
        world.passwordWork.length = 0;
        await expect(
          signIn(world, createClient(), { account, password: 'a wrong password' }),
        ).rejects.toMatchObject({ reason: 'INVALID_CREDENTIALS', details: null });
        expect(world.passwordWork).toEqual([account === username ? 'verify' : 'verify nobody']);
      }
    });

    it('locks an account after ten wrong passwords, also for the right one, and an unknown account alike', async () => {
      const world = createAccountWorld(database());
      const { username, password } = await addAccount(world);
      for (const account of [username, createUsername()]) {
        const attempt = (guess: string) => signIn(world, createClient(), { account, password: guess });
        for (let i = 0; i < 10; i += 1)
          await expect(attempt('a wrong password')).rejects.toMatchObject({ reason: 'INVALID_CREDENTIALS' });
        world.passwordWork.length = 0;
        for (const guess of ['a wrong password', password])
          await expect(attempt(guess)).rejects.toMatchObject({ reason: 'RATE_LIMITED' });
        expect(world.passwordWork).toEqual([]);
      }
    });

    it('counts spellings alike for nobody and for somebody, so that the limit tells nothing', async () => {
      const world = createAccountWorld(database(), { signInPerAccount: { points: 1, seconds: 900 } });
      const { username } = await addAccount(world);
      const limitedOf = async (name: string): Promise<boolean[]> => {
        const limited: boolean[] = [];
        for (const account of [name, ` ${name}`, name.toUpperCase(), `${name}\n`]) {
          const attempt = signIn(world, createClient(), { account, password: 'a wrong password' });
          const refusal: unknown = await attempt.catch((error: unknown) => error);
          limited.push(refusal instanceof AppError && refusal.reason === 'RATE_LIMITED');
        }
        return limited;
      };
      expect(await limitedOf(username)).toEqual([false, false, true, false]);
      expect(await limitedOf(createUsername())).toEqual([false, false, true, false]);
    });

    it('is limited per address, whatever the account', async () => {
      const world = createAccountWorld(database(), { signInPerAddress: { points: 3, seconds: 900 } });
      const client = createClient();
      const attempt = () =>
        signIn(world, client, { account: createUsername(), password: 'a wrong password' });
      for (let i = 0; i < 3; i += 1)
        await expect(attempt()).rejects.toMatchObject({ reason: 'INVALID_CREDENTIALS' });
      await expect(attempt()).rejects.toMatchObject({ reason: 'RATE_LIMITED' });
    });

    it('leaves no session to whoever knew the password until just now', async () => {
      const world = createAccountWorld(database());
      const { actor, username, password } = await addAccount(world);
      let isFirst = true;
      const slow = {
        ...world,
        passwordHasher: {
          ...world.passwordHasher,
          verify: async (hashed: string | null, guess: string) => {
            const matches = await world.passwordHasher.verify(hashed, guess);
            // The owner is faster than the rest of this signing in.
            if (isFirst) {
              isFirst = false;
              await changePassword(world, actor, {
                currentPassword: password,
                newPassword: 'a new password',
              });
            }
            return matches;
          },
        },
      };
      await expect(signIn(slow, createClient(), { account: username, password })).rejects.toMatchObject({
        reason: 'INVALID_CREDENTIALS',
      });
      await signIn(world, createClient(), { account: username, password: 'a new password' });
    });
  },
  clock,
);
