import { defineTexts } from '../../app/i18n/define-texts.ts';
import { en } from './locales/en.ts';
import { zhCN } from './locales/zh-CN.ts';

/** The sentences about membership. */
export const useMembershipTexts = defineTexts('membership', { 'zh-CN': zhCN, en });
