import { defineTexts } from '../../app/i18n/define-texts.ts';
import { en } from './locales/recharge.en.ts';
import { zhCN } from './locales/recharge.zh-CN.ts';

/** The sentences about buying credits. */
export const useRechargeTexts = defineTexts('recharge', { 'zh-CN': zhCN, en });
