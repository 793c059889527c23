import { en as accountEn } from '../../renderer/features/account/locales/en.ts';
import { zhCN as accountZh } from '../../renderer/features/account/locales/zh-CN.ts';
import { en as authEn } from '../../renderer/features/auth/locales/en.ts';
import { zhCN as authZh } from '../../renderer/features/auth/locales/zh-CN.ts';
import { en as commonEn } from '../../renderer/locales/en.ts';
import { zhCN as commonZh } from '../../renderer/locales/zh-CN.ts';
import { en as generationEn } from '../../renderer/features/generation/locales/en.ts';
import { zhCN as generationZh } from '../../renderer/features/generation/locales/zh-CN.ts';
import { en as membershipEn } from '../../renderer/features/membership/locales/en.ts';
import { zhCN as membershipZh } from '../../renderer/features/membership/locales/zh-CN.ts';
import { en as ordersEn } from '../../renderer/features/orders/locales/en.ts';
import { zhCN as ordersZh } from '../../renderer/features/orders/locales/zh-CN.ts';
import { en as rechargeEn } from '../../renderer/features/credits/locales/recharge.en.ts';
import { zhCN as rechargeZh } from '../../renderer/features/credits/locales/recharge.zh-CN.ts';
import { en as transactionsEn } from '../../renderer/features/credits/locales/transactions.en.ts';
import { zhCN as transactionsZh } from '../../renderer/features/credits/locales/transactions.zh-CN.ts';
import type { Locale } from '../../shared/errors.ts';

const EN = {
  account: accountEn,
  auth: authEn,
  common: commonEn,
  generation: generationEn,
  membership: membershipEn,
  orders: ordersEn,
  recharge: rechargeEn,
  transactions: transactionsEn,
};
const ZH: typeof EN = {
  account: accountZh,
  auth: authZh,
  common: commonZh,
  generation: generationZh,
  membership: membershipZh,
  orders: ordersZh,
  recharge: rechargeZh,
  transactions: transactionsZh,
};

/** The words on the screen, by the part of the app that says them. */
export type Words = typeof EN;

/** The words of one language, so that whoever presses a button finds it by what it says. */
export function readWords(locale: Locale): Words {
  return locale === 'en' ? EN : ZH;
}
