/** Sentences around the legal documents. */
export const zhCN = {
  version: '版本 {{version}}，自该日起生效。',
  contents: '目录',
  failed: '文件没能加载出来',
  terms: '服务条款',
  privacy: '隐私说明',
  refunds: '退款规则',
} as const;
