import { defineTexts } from '../../app/i18n/define-texts.ts';
import { en } from './locales/transactions.en.ts';
import { zhCN } from './locales/transactions.zh-CN.ts';

/** The sentences of the credit history. */
export const useTransactionsTexts = defineTexts('transactions', { 'zh-CN': zhCN, en });
