import { expect, test } from 'vitest';
import { describeInBrowser } from '../testing/describe-in-browser.ts';

const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
};

function readPolicy(header: string | undefined): Record<string, string> {
  const directives = (header ?? '').split(';').map((text) => text.trim().split(/\s+(.*)/s));
  return Object.fromEntries(directives.map(([name = '', value = '']) => [name, value.trim()]));
}

describeInBrowser('the page', (studio) => {
  test('comes with a strict policy, which it keeps, and a new nonce each time', async () => {
    const page = await studio.openWindow();
    const nonces = new Set<string>();
    for (const path of ['/login', '/login', '/terms']) {
      const answer = await page.goto(path);
      const { 'style-src': styles = '', ...rest } = readPolicy(answer?.headers()['content-security-policy']);
      expect(rest).toMatchObject(POLICY);
      expect(JSON.stringify(rest)).not.toMatch(/unsafe|https?:|\*/);
      const nonce = /^'self' 'nonce-([\w+/=-]{16,})'$/.exec(styles)?.[1];
      expect(nonce).toBeDefined();
      nonces.add(nonce!);
      await page.locator('main').waitFor();
    }
    // That the policy was kept is checked after every test: a violation is a problem nobody expected.
    expect(nonces.size).toBe(3);
  });

  test('is refused as a frame, tells nobody where it is, and is not stored', async () => {
    const page = await studio.openWindow();
    const answer = await page.goto('/login');
    expect(answer?.headers()).toMatchObject({
      'cache-control': expect.stringMatching(/no-store|no-cache/) as string,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  });

  test('runs no script that is written into it', async () => {
    studio.expectProblem(/Content Security Policy|CSP violation/);
    const page = await studio.openWindow({ path: '/login' });
    await page.locator('main').waitFor();
    const hasRun = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.hasRun = true';
      document.body.append(script);
      const button = document.createElement('button');
      button.setAttribute('onclick', 'globalThis.hasRun = true');
      document.body.append(button);
      button.click();
      return 'hasRun' in globalThis;
    });
    expect(hasRun).toBe(false);
  });

  test('keeps the session where no script can read it', async () => {
    const account = await studio.register();
    const page = await studio.openWindow({ path: '/login' });
    // As the form does, so that the server itself puts the cookie.
    const status = await page.evaluate(
      async ({ username, password }) => {
        const answer = await fetch('/trpc/auth.signIn', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ json: { account: username, password } }),
        });
        return { status: answer.status, text: await answer.text() };
      },
      { username: account.username, password: account.password },
    );
    expect(status.status).toBe(200);
    const cookie = (await page.context().cookies()).find(({ name }) => name === 'studio_session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    const token = cookie!.value;
    expect(status.text).not.toContain(token);

    await page.goto('/create');
    await page.locator('main').waitFor();
    const readable = await page.evaluate(async () => {
      const databases = await indexedDB.databases();
      return JSON.stringify([
        document.cookie,
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        databases,
        await caches.keys(),
        document.documentElement.outerHTML,
      ]);
    });
    expect(readable).not.toContain(token);
    expect(readable).not.toContain('studio_session');
    expect(readable).not.toContain(account.password);
    expect(page.url()).toBe(`${studio.url}/create`);
  });
});
