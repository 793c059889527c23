import type { Locator, Page } from 'playwright';

/** More stops than any page has. */
const MOST_STOPS = 80;

/** Presses Tab until `target` has the focus; throws when it never gets it, or where the focus cannot be seen. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press(key);
    const unseen = await page.evaluate(findUnseenFocus);
    if (unseen !== null) throw new Error(`the focus cannot be seen on ${unseen}`);
    const [focused, wanted] = [page.locator(':focus'), await target.elementHandle({ timeout: 5_000 })];
    if ((await focused.count()) > 0 && (await focused.evaluate((one, other) => one === other, wanted)))
      return;
  }
  throw new Error(`${MOST_STOPS} stops never led to ${String(target)}`);
}

/** What has the focus without showing it, by an outline of its own or of the card it is in, or a ring; null when fine. */
function findUnseenFocus(): string | null {
  const focused = document.activeElement;
  // Between the last stop of a page or a dialog and the first one the browser itself has it.
  if (focused === null || focused === document.body) return null;
  let near: Element | null = focused;
  for (let level = 0; level < 4 && near !== null; level += 1, near = near.parentElement) {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(near);
    if (outlineStyle !== 'none' && outlineWidth !== '0px') return null;
    if (level === 0 && boxShadow !== 'none') return null;
  }
  return focused.outerHTML.slice(0, 200);
}
