import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

const GRAVE = ['serious', 'critical'];

/** What is fading in has colours that it does not end with; what turns for ever is not waited for. */
const WAIT_UNTIL_STILL = `Promise.allSettled(
  document.getAnimations()
    .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
    .map((animation) => animation.finished),
).then(() => null)`;

/** Fails when axe finds a serious or critical problem on the page as it is now, naming each and where it is. */
export async function checkAccessibility(page: Page): Promise<void> {
  await page.evaluate(WAIT_UNTIL_STILL);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations
    .filter(({ impact }) => GRAVE.includes(impact ?? ''))
    .flatMap(({ id, impact, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => {
        const summary = (failureSummary ?? '').replace(/\s+/g, ' ');
        return `${impact} ${id} at ${target.join(' ')}: ${help}. ${summary}`;
      }),
    );
  if (found.length > 0) throw new Error(`axe on ${page.url()}:\n${found.join('\n')}`);
}
