import { defineTexts } from '../../app/i18n/define-texts.ts';
import { en } from './locales/en.ts';
import { zhCN } from './locales/zh-CN.ts';

/** The sentences of the account page. */
export const useAccountTexts = defineTexts('account', { 'zh-CN': zhCN, en });
