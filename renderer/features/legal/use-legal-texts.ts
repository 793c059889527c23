import { defineTexts } from '../../app/i18n/define-texts.ts';
import { en } from './locales/en.ts';
import { zhCN } from './locales/zh-CN.ts';

/** The sentences around the legal documents. */
export const useLegalTexts = defineTexts('legal', { 'zh-CN': zhCN, en });
