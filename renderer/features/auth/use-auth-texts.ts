import { defineTexts } from '../../app/i18n/define-texts.ts';
import { en } from './locales/en.ts';
import { zhCN } from './locales/zh-CN.ts';

/** The sentences of signing in, registering and recovering. */
export const useAuthTexts = defineTexts('auth', { 'zh-CN': zhCN, en });
