import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { launchBrowser } from '../../tools/browser/launch-browser.ts';
import { findChromiumPath } from './chromium-path.ts';
import { watchPages, type PageProblem } from './watch-page.ts';

const PAGE = `<!doctype html><title>Trouble</title><link rel="icon" href="data:,">
<script>
  console.warn('a warning is no problem');
  console.error('said');
  setTimeout(() => { throw new Error('thrown'); });
  Promise.reject(new Error('rejected'));
  eval('1');
</script>
<img src="http://studio.example/spy.png">`;

test.skipIf(findChromiumPath() === null)(
  'every kind of trouble in a window is reported, and nothing leaves this machine',
  async () => {
    const server = createServer((_request, response) => {
      response.setHeader('content-security-policy', "script-src 'unsafe-inline'");
      response.setHeader('content-type', 'text/html').end(PAGE);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const browser = await launchBrowser(findChromiumPath()!);
    onTestFinished(async () => {
      await browser.close();
      server.close();
    });
    const problems: PageProblem[] = [];
    const context = await browser.newContext();
    await watchPages(context, (problem) => problems.push(problem));
    await (await context.newPage()).goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);

    const expected = [
      'said',
      'uncaught: Error: thrown',
      'uncaught: Error: rejected',
      'CSP violation: script-src eval',
    ];
    await vi.waitFor(() => {
      const texts = problems.map(({ text }) => text).join('\n');
      for (const text of expected) expect(texts).toContain(text);
      expect(problems).toContainEqual({
        text: 'request to a foreign address',
        url: 'http://studio.example/spy.png',
      });
      expect(texts).toContain('net::ERR_NAME_NOT_RESOLVED');
      expect(texts).not.toContain('warning');
    });
  },
);
