import { defineTexts } from '../../app/i18n/define-texts.ts';
import { en } from './locales/en.ts';
import { zhCN } from './locales/zh-CN.ts';

/** The sentences about making works and looking at them. */
export const useGenerationTexts = defineTexts('generation', { 'zh-CN': zhCN, en });
