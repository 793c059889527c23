import type { Page } from 'playwright';

/** Chooses to work on this computer, as the first-run screen does, and waits until the app has opened there. */
export async function chooseThisComputer(page: Page): Promise<void> {
  // The page that is told so is replaced before it can answer.
  await page.evaluate(`window.studio.connection.choose({ mode: 'local' })`).catch(() => undefined);
  await page.waitForSelector('[data-testid="balance"]');
}
