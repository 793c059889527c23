import type { Page } from 'playwright';

const LONGEST_MS = 5_000;
const SETTLED_MS = 300;

/** What can be seen loading: placeholders, spinners, pictures that have not come. */
const IS_LOADING = `document.querySelector('[aria-busy=true], .ant-skeleton-active, .ant-spin-spinning') !== null ||
  [...document.images].some((image) => image.loading !== 'lazy' && !image.complete) ||
  document.fonts.status !== 'loaded' || document.querySelector('main')?.childElementCount === 0`;

const END_ANIMATIONS = `document.getAnimations().forEach((animation) => {
  if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
})`;

/**
 * Resolves when nothing on the page has been loading for a moment, or after `longestMs`, because some pages go on;
 * whatever was fading in has then done so.
 */
export async function waitUntilStill(page: Page, longestMs = LONGEST_MS): Promise<void> {
  const endAt = performance.now() + longestMs;
  let stillSince = performance.now();
  for (;;) {
    const now = performance.now();
    if (await page.evaluate(IS_LOADING)) stillSince = now;
    if (now - stillSince >= SETTLED_MS || now >= endAt) break;
    await page.waitForTimeout(50);
  }
  await page.waitForTimeout(SETTLED_MS);
  await page.evaluate(END_ANIMATIONS);
}
