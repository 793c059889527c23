import type { Locale } from '../../../shared/errors.ts';

/** The sentences of the documentation page around what the OpenAPI document says. */
export const DOCS_WORDS = {
  title: { 'zh-CN': '创作者工作室 REST API', en: 'Creator Studio REST API' },
  lead: {
    'zh-CN': '积分、会员、支付与 AI 生成的 HTTP 接口，供脚本和其他程序使用。',
    en: 'The HTTP interface to credits, memberships, payments and generations, for scripts and other programs.',
  },
  document: { 'zh-CN': 'OpenAPI 3.1 文件', en: 'OpenAPI 3.1 document' },
  home: { 'zh-CN': '首页', en: 'Home' },
  basics: { 'zh-CN': '基本约定', en: 'Basics' },
  envelope: {
    'zh-CN':
      '成功时返回 HTTP 200 和 {"code":200,"message":"success","data":…}；失败时另有稳定的 reason、details 和 request_id。',
    en: 'Success is HTTP 200 with {"code":200,"message":"success","data":…}. A failure adds a stable reason, details and a request_id.',
  },
  bearer: {
    'zh-CN': '登录后，在请求头中携带 Authorization: Bearer <token>。Cookie 在这里不起作用。',
    en: 'Once signed in, send Authorization: Bearer <token>. Cookies count for nothing here.',
  },
  units: {
    'zh-CN': '金额的单位是元，时间是带 Z 的 UTC（ISO 8601）。列表用 skip 和 limit 翻页。',
    en: 'Money is in yuan, instants are UTC (ISO 8601 with Z). Lists are paged by skip and limit.',
  },
  idempotency: {
    'zh-CN':
      '下单时带上 Idempotency-Key 请求头，重复发送同一个请求只生效一次；重复的应答带有 Idempotent-Replayed: true。',
    en: 'With an Idempotency-Key header an order is placed once, however often the request is sent; a repeated answer says Idempotent-Replayed: true.',
  },
  needsToken: { 'zh-CN': '需要登录', en: 'token required' },
  parameters: { 'zh-CN': '参数', en: 'Parameters' },
  body: { 'zh-CN': '请求内容（JSON）', en: 'Body (JSON)' },
  data: { 'zh-CN': '返回的 data', en: 'Answer: data' },
  example: { 'zh-CN': '示例', en: 'Example' },
  errors: { 'zh-CN': '失败', en: 'Failures' },
  name: { 'zh-CN': '名称', en: 'Name' },
  type: { 'zh-CN': '类型', en: 'Type' },
  meaning: { 'zh-CN': '说明', en: 'Meaning' },
  optional: { 'zh-CN': '可选', en: 'optional' },
} as const satisfies Record<string, Record<Locale, string>>;

/** Names of the groups of operations. */
export const TAG_WORDS: Readonly<Record<string, Record<Locale, string>>> = {
  auth: { 'zh-CN': '账号', en: 'Accounts' },
  credit: { 'zh-CN': '积分', en: 'Credits' },
  membership: { 'zh-CN': '会员', en: 'Membership' },
  orders: { 'zh-CN': '订单与支付', en: 'Orders and payments' },
  generations: { 'zh-CN': 'AI 生成', en: 'Generations' },
};

/** What each operation does, in Chinese; the document itself speaks English. */
export const SUMMARIES_ZH: Readonly<Record<string, string>> = {
  register: '注册并登录',
  login: '登录',
  logout: '退出登录',
  getMe: '当前用户',
  getBalance: '积分余额与会员状态',
  pageTransactions: '积分交易记录，最新的在前',
  getCreditStatistics: '积分统计与最近 30 天',
  listCreditPrices: '在售的积分套餐',
  placeRechargeOrder: '创建充值订单',
  pageRechargeOrders: '充值订单列表，最新的在前',
  listMembershipPrices: '在售的会员套餐',
  placeMembershipOrder: '创建会员订单',
  pageMembershipOrders: '会员订单列表，最新的在前',
  getMembershipStatistics: '会员统计',
  getOrder: '查看一个订单（充值或会员）',
  cancelOrder: '取消未支付的订单',
  checkOrder: '“我已支付”：向支付渠道查询',
  listPaymentMethods: '支付方式',
  simulatePayment: '在模拟渠道支付订单（真实支付时为 404）',
  startGeneration: '开始一次 AI 生成',
  pageGenerations: 'AI 生成列表，最新的在前',
  getGeneration: '查看一次 AI 生成',
  cancelGeneration: '取消 AI 生成；未交付的部分会退还积分',
};
