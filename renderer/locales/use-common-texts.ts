import { defineTexts } from '../app/i18n/define-texts.ts';
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';

/** The sentences that several parts of the app share. */
export const useCommonTexts = defineTexts('common', { 'zh-CN': zhCN, en });
