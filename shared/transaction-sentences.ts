import type { DescriptionCode, TransactionDescription, TransactionType } from './contracts/credits.ts';
import type { Locale } from './errors.ts';

const SENTENCES: Record<DescriptionCode, Record<Locale, string>> = {
  'recharge.package': { 'zh-CN': '充值积分', en: 'Credits recharged' },
  'recharge.bonus': { 'zh-CN': '充值赠送', en: 'Bonus for a recharge' },
  'generation.charge': { 'zh-CN': 'AI 生成{what}', en: 'AI generation{what}' },
  'generation.refund': { 'zh-CN': 'AI 生成退还{what}', en: 'Given back for an AI generation{what}' },
  'grant.operator': { 'zh-CN': '系统赠送', en: 'Granted by the operator' },
  'lot.expired': { 'zh-CN': '积分到期', en: 'Credits expired' },
  'order.reversal': { 'zh-CN': '订单退款，收回积分', en: 'Credits taken back for a refunded order' },
};

const KINDS: Record<string, Record<Locale, string>> = {
  IMAGE: { 'zh-CN': '图片', en: 'image' },
  TEXT: { 'zh-CN': '文字', en: 'text' },
};

/** The name of each kind of ledger row. */
export const TRANSACTION_TYPE_NAMES: Record<TransactionType, Record<Locale, string>> = {
  RECHARGE: { 'zh-CN': '充值', en: 'Recharge' },
  CONSUME: { 'zh-CN': '消费', en: 'Spent' },
  REFUND: { 'zh-CN': '退还', en: 'Given back' },
  REWARD: { 'zh-CN': '赠送', en: 'Bonus' },
  EXPIRE: { 'zh-CN': '过期', en: 'Expired' },
  REVERSAL: { 'zh-CN': '收回', en: 'Taken back' },
};

/** The sentence of a ledger row's description in `locale`, with its numbers where it has any. */
export function describeTransaction(description: TransactionDescription, locale: Locale): string {
  // A code of a newer release must not make a whole page of rows unreadable.
  const sentence = (SENTENCES as Partial<typeof SENTENCES>)[description.code]?.[locale] ?? description.code;
  return sentence.replace('{what}', describeWork(description.params, locale));
}

function describeWork(params: Readonly<Record<string, string>>, locale: Locale): string {
  const kind = KINDS[params['kind'] ?? '']?.[locale];
  if (kind === undefined) return '';
  const { count = '1' } = params;
  const what = count === '1' ? kind : `${kind} × ${count}`;
  return locale === 'en' ? ` (${what})` : `（${what}）`;
}
