import type { Page, Route } from 'playwright';

/** What happens to the calls of a page beside the one that asks who is here. */
export type CallFate = 'pass' | 'hang' | 'fail';

/** A page whose calls hang shows how it loads; one whose calls fail shows how it says so. */
export async function holdCalls(page: Page, fate: CallFate): Promise<void> {
  if (fate === 'pass') return;
  await page.route('**/trpc/**', async (route) => {
    const procedures = listProcedures(route);
    const isFrame = procedures.map((name) => FRAME.has(name));
    if (isFrame.every(Boolean)) await route.continue();
    else if (fate === 'fail') await failPartly(route, isFrame);
    // Neither: it hangs until the page is closed.
  });
}

/** What surrounds every page: who is here, what they have, and what changes. */
const FRAME: ReadonlySet<string> = new Set(['auth.me', 'auth.session', 'statistics.overview', 'live.events']);

/** Calls travel together: those of the frame get their true answers, the others fail. */
async function failPartly(route: Route, isFrame: readonly boolean[]): Promise<void> {
  const answers = isFrame.some(Boolean) ? ((await (await route.fetch()).json()) as unknown[]) : [];
  await route.fulfill({
    status: isFrame.some(Boolean) ? 207 : 500,
    contentType: 'application/json',
    body: JSON.stringify(isFrame.map((isKept, i) => (isKept ? answers[i] : FAILURE))),
  });
}

/** As the server words it (server/platform/trpc.ts). */
const FAILURE = {
  error: {
    json: {
      code: -32_603,
      message: '',
      data: {
        reason: 'INTERNAL',
        details: null,
        httpStatus: 500,
        retryable: false,
        requestId: '0193a2f4-7c1e-7d21-9b4a-3f5e6a7b8c9d',
      },
    },
  },
};

function listProcedures(route: Route): string[] {
  const { pathname } = new URL(route.request().url());
  return pathname.replace(/^.*\/trpc\//, '').split(',');
}
