import { defineTexts } from '../../app/i18n/define-texts.ts';
import { en } from './locales/en.ts';
import { zhCN } from './locales/zh-CN.ts';

/** The sentences about paying, and about orders. */
export const useOrdersTexts = defineTexts('orders', { 'zh-CN': zhCN, en });
