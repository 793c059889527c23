import type { SameTexts } from '../../../app/i18n/define-texts.ts';
import type { zhCN } from './zh-CN.ts';

/** Sentences around the legal documents. */
export const en: SameTexts<typeof zhCN> = {
  version: 'Version {{version}}, in effect since that day.',
  contents: 'Contents',
  failed: 'The document could not be loaded',
  terms: 'Terms of service',
  privacy: 'Privacy notice',
  refunds: 'Refund rules',
};
