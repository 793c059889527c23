import { expect, it } from 'vitest';
import type { RequestContext } from '../app-context.ts';
import type { Actor } from '../platform/app-deps.ts';
import { createCallerFactory } from '../platform/trpc.ts';
import { createAccountWorld, createUsername, type AccountWorld } from '../testing/account-world.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { authRouter } from './auth.router.ts';
import { findSession } from './find-session.ts';

const createCaller = createCallerFactory(authRouter);

forEachDialect('the auth router', (database) => {
  /** A browser: it keeps what cookie it is given, and nothing else of an answer. */
  const createBrowser = (world: AccountWorld) => {
    const browser = {
      cookie: null as string | null,
      call: async <T>(work: (caller: ReturnType<typeof createCaller>) => Promise<T>): Promise<T> => {
        const actor: Actor | null = browser.cookie === null ? null : await findSession(world, browser.cookie);
        const context: RequestContext = {
          services: world,
          actor,
          requestId: 'r1',
          address: '127.0.0.1',
          userAgent: null,
          locale: 'en',
          sessionCookie: {
            set: (token) => (browser.cookie = token),
            clear: () => (browser.cookie = null),
          },
        };
        const before = browser.cookie;
        const answer = await work(createCaller(context));
        for (const token of [before, browser.cookie])
          if (token !== null) expect(JSON.stringify(answer ?? null)).not.toContain(token);
        return answer;
      },
    };
    return browser;
  };

  it('carries a session in the cookie from registering to signing out, and in no answer', async () => {
    const world = createAccountWorld(database());
    const browser = createBrowser(world);
    const account = createUsername();
    const { user, recoveryCodes } = await browser.call((auth) =>
      auth.register({ username: account, password: 'a password' }),
    );
    expect(await browser.call((auth) => auth.me())).toEqual(user);
    expect(await browser.call((auth) => auth.session())).toEqual(user);
    await browser.call((auth) =>
      auth.changePassword({ currentPassword: 'a password', newPassword: 'another one' }),
    );
    await browser.call((auth) => auth.renewRecoveryCodes({ password: 'another one' }));

    const other = createBrowser(world);
    expect(await other.call((auth) => auth.signIn({ account, password: 'another one' }))).toEqual({ user });
    const sessions = await other.call((auth) => auth.sessions());
    const sessionId = sessions.find(({ isCurrent }) => isCurrent)!.id;
    await other.call((auth) => auth.revokeSession({ sessionId }));
    expect(other.cookie).toBeNull();

    await browser.call((auth) => auth.signOut());
    expect(browser.cookie).toBeNull();
    await browser.call((auth) => auth.signOut());
    await expect(browser.call((auth) => auth.me())).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect(await browser.call((auth) => auth.session())).toBeNull();
    await expect(
      browser.call((auth) =>
        auth.recover({ account, recoveryCode: recoveryCodes[0]!, newPassword: 'a third one' }),
      ),
    ).rejects.toMatchObject({ code: 'UNAUTHORIZED', cause: { reason: 'INVALID_CREDENTIALS' } });
  });

  it('forgets a cookie whose session has ended when it signs out', async () => {
    const browser = createBrowser(createAccountWorld(database()));
    browser.cookie = 'A'.repeat(43);
    await browser.call((auth) => auth.signOut());
    expect(browser.cookie).toBeNull();
  });
});
