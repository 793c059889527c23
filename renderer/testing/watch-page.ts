import type { BrowserContext, ConsoleMessage } from 'playwright';

/** What went wrong in a browser window without anybody looking. */
export interface PageProblem {
  readonly text: string;
  /** What it came from; empty when the browser does not say. */
  readonly url: string;
}

/** Violations are reported whatever the page does; the console of some browsers words them differently. */
const REPORT_VIOLATIONS = `addEventListener('securitypolicyviolation', (event) => {
  console.error('CSP violation: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile);
});`;

/**
 * Reports what goes wrong in any window of `context` from now on: errors in the console, errors nobody caught,
 * violations of the content security policy, and requests to anywhere but this machine.
 */
export async function watchPages(
  context: BrowserContext,
  report: (problem: PageProblem) => void,
): Promise<void> {
  await context.addInitScript(REPORT_VIOLATIONS);
  context.on('console', (message: ConsoleMessage) => {
    if (message.type() !== 'error') return;
    report({ text: message.text(), url: message.location().url });
  });
  context.on('weberror', (error) => {
    report({ text: `uncaught: ${String(error.error())}`, url: error.page()?.url() ?? '' });
  });
  context.on('request', (request) => {
    if (!isOnThisMachine(request.url())) report({ text: 'request to a foreign address', url: request.url() });
  });
}

function isOnThisMachine(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return !protocol.startsWith('http') || hostname === '127.0.0.1' || hostname === 'localhost';
}
