import { en as commonEn } from '../../renderer/locales/en.ts';
import { zhCN as commonZh } from '../../renderer/locales/zh-CN.ts';
import { en as generationEn } from '../../renderer/features/generation/locales/en.ts';
import { zhCN as generationZh } from '../../renderer/features/generation/locales/zh-CN.ts';
import { en as ordersEn } from '../../renderer/features/orders/locales/en.ts';
import { zhCN as ordersZh } from '../../renderer/features/orders/locales/zh-CN.ts';
import type { Locale } from '../../shared/errors.ts';

const EN = { common: commonEn, generation: generationEn, orders: ordersEn };
const ZH = { common: commonZh, generation: generationZh, orders: ordersZh };

/** The words on the screen, by the part of the app that says them. */
export type Words = typeof EN;

/** The words of one language, so that whoever presses a button finds it by what it says. */
export function readWords(locale: Locale): Words {
  return locale === 'en' ? EN : ZH;
}
