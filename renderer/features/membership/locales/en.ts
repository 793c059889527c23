import type { SameTexts } from '../../../app/i18n/define-texts.ts';
import type { zhCN } from './zh-CN.ts';

/** Sentences about membership. */
export const en: SameTexts<typeof zhCN> = {
  title: 'Membership',
  description:
    'Members create without spending credits, as much as they like. You pay once; it ends by itself and never renews automatically.',
  orders: 'Membership orders',
  state: {
    label: 'Your membership',
    failed: 'Your membership could not be loaded',
    none: 'You are not a member',
    noneHint: 'Each creation costs credits. Credits you have are kept, during a membership and after it.',
    ended: 'Your membership has ended',
    endedHint: 'Each creation costs credits now.',
    member: 'You are a member',
    since: 'Since',
    until: 'Until',
    remaining: 'Left',
    days_one: '{{count}} day',
    days_other: '{{count}} days',
    covered: 'Free works',
    works_one: '{{count}}',
    works_other: '{{count}}',
    saved: 'Saved',
    savedCredits: '{{credits}} credits',
  },
  plans: 'Plans',
  plansFailed: 'The plans could not be loaded',
  none: 'No plan is on sale right now',
  noneHint: 'Please come back later.',
  plan: {
    name: '{{name}}, {{days}} days, {{price}}, list price {{list}}, you save {{saving}}',
    nameFull: '{{name}}, {{days}} days, {{price}}',
    days: '{{days}} days',
    list: 'List price',
    saving: 'Save {{saving}} ({{percent}}%)',
    perMonth: 'about {{price}} per 30 days',
    perMonthExact: '{{price}} per 30 days',
    perDay: 'about {{price}} a day',
    perDayExact: '{{price}} a day',
  },
  effect: {
    label: 'Valid',
    failed: 'The new end cannot be worked out right now',
    from: 'Current end',
    to: 'New end',
    lossless: 'Buying early adds to the end: not a day of what you have is lost.',
    fromPayment: '{{days}} days from payment.',
    about: 'Paid right now, that is until about {{to}}.',
    noRenewal: 'Paid once. It never renews by itself.',
    zone: 'Times are in your time zone ({{zone}}).',
  },
  advisor: {
    title: 'Is membership worth it for you?',
    exact: '{{price}}',
    about: 'about {{price}}',
    breakEven:
      '{{plan}} comes to {{perMonth}} per 30 days. At the smallest package a creation of {{cost}} credits is {{price}}: from {{times}} creations in 30 days, membership is cheaper.',
    breakEvenBest:
      'If you usually buy the {{credits}}-credit package, a creation is {{price}}, and it takes {{times}}.',
    made: 'You made {{times}} in the last 30 days.',
    madeAtLeast: 'You made at least {{times}} in the last 30 days.',
    madeNone: 'You have made nothing in the last 30 days.',
    pays: '{{plan}} would be cheaper for you at that rate, by about {{amount}} per 30 days.',
    paysAtBase:
      '{{plan}} would be about {{amount}} cheaper per 30 days at that rate than the smallest package, but not cheaper than the best-value one.',
    doesNotPay:
      'Credits are cheaper for you at that rate, by about {{amount}} per 30 days. {{plan}} does not pay for itself now.',
    unknown:
      'That says nothing yet about how much you will use. Try with credits first; membership can wait.',
    counting: 'How this is counted',
    countingCredits:
      'With credits: credits really spent in the last 30 days (charged less given back), {{cost}} being one creation: {{times}}.',
    countingCovered:
      'As a member: what was finished in the last 30 days among your newest {{limit}} works, each picture or text being one: {{times}}. Works you deleted are not counted.',
    countingPrices:
      'Compared is what the same number would cost in credits at a package’s rate. A plan counts as its price, divided by its days, times 30.',
    failed: 'How much you made cannot be read right now',
  },
};
