import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { addAccount, createAccountWorld, createClient } from '../testing/account-world.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { changePassword } from './change-password.ts';
import { deleteExpiredSessions } from './delete-expired-sessions.ts';
import { findSession } from './find-session.ts';
import { listSessions } from './list-sessions.ts';
import { revokeSession } from './revoke-session.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';

const DAY_MS = 86_400_000;
const clock = createTestClock();

forEachDialect(
  'sessions',
  (database) => {
    const signInAgain = async (
      world: ReturnType<typeof createAccountWorld>,
      account: string,
      password: string,
    ) => {
      const { token } = await signIn(world, createClient({ userAgent: 'another' }), { account, password });
      const actor = await findSession(world, token);
      return { token, actor: actor! };
    };

    it.each(['', 'x', '\0', 'é'.repeat(43), "' OR 1=1 --", 'A'.repeat(43), 'A'.repeat(10_000)])(
      'are not opened by %j',
      async (token) => {
        expect(await findSession(createAccountWorld(database()), token)).toBeNull();
      },
    );

    it('live 30 days from their last use, which is written down once a minute', async () => {
      const world = createAccountWorld(database());
      const { registered, actor } = await addAccount(world);
      const readSession = async () => (await listSessions(world, actor))[0]!;
      const start = clock.nowMs();

      clock.advance(59_000);
      await findSession(world, registered.token);
      clock.advance(1_000);
      expect((await readSession()).lastSeenAt).toEqual(new Date(start));
      await Promise.all(Array.from({ length: 5 }, () => findSession(world, registered.token)));
      await vi.waitUntil(async () => (await readSession()).lastSeenAt.getTime() === start + 60_000);
      expect((await readSession()).expiresAt).toEqual(new Date(start + 60_000 + 30 * DAY_MS));

      clock.advance(30 * DAY_MS - 1);
      expect(await findSession(world, registered.token)).toEqual(actor);
      await vi.waitUntil(async () => (await readSession()).lastSeenAt.getTime() > start + 60_000);
      clock.advance(30 * DAY_MS);
      expect(await findSession(world, registered.token)).toBeNull();
      expect(await listSessions(world, actor)).toEqual([]);
      expect(await deleteExpiredSessions(world)).toBeGreaterThanOrEqual(1);
      expect(await deleteExpiredSessions(world)).toBe(0);
    });

    it('are listed to their owner, most recently used first, without tokens', async () => {
      const world = createAccountWorld(database());
      const { actor, username, password } = await addAccount(world);
      await addAccount(world);
      clock.advance(1_000);
      const other = await signInAgain(world, username, password);
      const sessions = await listSessions(world, actor);
      expect(sessions.map(({ id, userAgent, isCurrent }) => ({ id, userAgent, isCurrent }))).toEqual([
        { id: other.actor.sessionId, userAgent: 'another', isCurrent: false },
        { id: actor.sessionId, userAgent: 'a test', isCurrent: true },
      ]);
      expect(Object.keys(sessions[0]!).sort()).toEqual([
        'createdAt',
        'expiresAt',
        'id',
        'isCurrent',
        'lastSeenAt',
        'userAgent',
      ]);
    });

    it('end at once when revoked, in every process, and open windows are told', async () => {
      const world = createAccountWorld(database());
      const { actor, username, password } = await addAccount(world);
      const other = await signInAgain(world, username, password);
      const elsewhere = createAccountWorld({ ...database(), db: await database().reopen() });
      expect(await findSession(elsewhere, other.token)).toEqual(other.actor);
      const sessionId = other.actor.sessionId!;
      await revokeSession(world, actor, { sessionId });
      expect(await findSession(elsewhere, other.token)).toBeNull();
      expect(world.published).toEqual([{ userId: actor.userId, topic: 'session', id: sessionId }]);
      await expect(revokeSession(world, actor, { sessionId })).rejects.toMatchObject({ reason: 'NOT_FOUND' });
    });

    it('of somebody else answer like missing ones', async () => {
      const world = createAccountWorld(database());
      const { actor } = await addAccount(world);
      const stranger = await addAccount(world);
      for (const sessionId of [stranger.actor.sessionId!, randomUUID()])
        await expect(revokeSession(world, actor, { sessionId })).rejects.toMatchObject({
          reason: 'NOT_FOUND',
        });
      expect(await findSession(world, stranger.registered.token)).not.toBeNull();
    });

    it('end when their owner signs out, which can be repeated', async () => {
      const world = createAccountWorld(database());
      const { registered, actor } = await addAccount(world);
      await signOut(world, actor);
      await signOut(world, actor);
      await signOut(world, { ...actor, sessionId: null });
      expect(await findSession(world, registered.token)).toBeNull();
      expect(world.published).toContainEqual({ userId: actor.userId, topic: 'session', id: actor.sessionId });
    });

    it('but the current one end when the password is changed', async () => {
      const world = createAccountWorld(database());
      const { registered, actor, username, password } = await addAccount(world);
      const other = await signInAgain(world, username, password);
      const input = { currentPassword: password, newPassword: 'a new password' };
      await expect(
        changePassword(world, actor, { ...input, currentPassword: 'a wrong password' }),
      ).rejects.toMatchObject({ reason: 'INVALID_CREDENTIALS' });
      expect(await findSession(world, other.token)).not.toBeNull();

      await changePassword(world, actor, input);
      expect(await findSession(world, other.token)).toBeNull();
      expect(await findSession(world, registered.token)).toEqual(actor);
      expect(world.published).toEqual([
        { userId: actor.userId, topic: 'session', id: other.actor.sessionId },
      ]);
      await expect(signIn(world, createClient(), { account: username, password })).rejects.toMatchObject({
        reason: 'INVALID_CREDENTIALS',
      });
      await signIn(world, createClient(), { account: username, password: 'a new password' });
    });

    it('do not let whoever took one guess the password', async () => {
      const world = createAccountWorld(database());
      const { actor, username, password } = await addAccount(world);
      const attempt = (currentPassword: string) =>
        changePassword(world, actor, { currentPassword, newPassword: 'a new password' });
      for (let i = 0; i < 10; i += 1)
        await expect(attempt('a wrong password')).rejects.toMatchObject({ reason: 'INVALID_CREDENTIALS' });
      await expect(attempt(password)).rejects.toMatchObject({ reason: 'RATE_LIMITED' });
      await signIn(world, createClient(), { account: username, password });
    });
  },
  clock,
);
