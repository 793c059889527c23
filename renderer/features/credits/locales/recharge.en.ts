import type { SameTexts } from '../../../app/i18n/define-texts.ts';
import type { zhCN } from './recharge.zh-CN.ts';

/** Sentences about buying credits. */
export const en: SameTexts<typeof zhCN> = {
  title: 'Recharge',
  description: '¥1 buys 10 credits; one creation costs {{cost}}. Credits you buy do not expire.',
  history: 'Credit history',
  balance: 'Your credits',
  balanceFailed: 'The balance could not be loaded',
  covers_one: 'Enough for {{count}} creation',
  covers_other: 'Enough for {{count}} creations',
  coversNone: 'Not enough for a creation yet',
  member: 'You are a member until {{date}}; until then creating costs no credits.',
  packages: 'Packages',
  packagesFailed: 'The packages could not be loaded',
  none: 'Nothing is on sale right now',
  noneHint: 'Please come back later.',
  package: {
    name: '{{total}} credits, {{price}}, {{rate}} credits per yuan',
    nameBonus: '{{total}} credits, {{bonus}} of them a bonus, {{price}}, {{rate}} credits per yuan',
    credits: 'credits',
    bonus: 'incl. {{bonus}} bonus',
    noBonus: 'no bonus',
    rate: '{{rate}} credits per ¥1',
    best: 'Best value',
    generations_one: '{{count}} creation',
    generations_other: '{{count}} creations',
  },
  honest: {
    best: 'A credit is cheapest in the {{total}}-credit package: {{percent}}% less than in the smallest. Credits do not expire, but there is no need to buy more than you use.',
    membership: 'Creating a lot every month? <plans>See whether membership is cheaper for you</plans>.',
  },
  summary: {
    credits: 'Credits',
    bonus: 'Bonus',
    total: 'You receive',
    after: 'Balance afterwards',
    once: 'You pay once. Nothing renews by itself.',
  },
  dialog: {
    title: 'Not enough credits',
    short:
      'This needs {{required}} credits; you have {{available}}, {{shortfall}} short. Recharge, and your work goes on where it was.',
    enough: 'You have enough credits now.',
    credited: 'Continue',
    stillShort: 'Received, but you are still {{shortfall}} credits short.',
    more: 'Recharge again',
    tooSmall: 'This package alone is not enough for what you are about to make.',
    membership: 'Or become a member: creating then costs no credits',
  },
};
