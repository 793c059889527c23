/** What a caller may do after a failure: the same request again may help (`true`), or something must change first. */
interface ErrorRule {
  readonly status: number;
  readonly trpc: TrpcErrorName;
  readonly retryable: boolean;
  /** A sentence a person can act on. `{name}` is replaced by the detail of that name. */
  readonly message: { readonly 'zh-CN': string; readonly en: string };
}

type TrpcErrorName =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'PAYMENT_REQUIRED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'METHOD_NOT_SUPPORTED'
  | 'CONFLICT'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'TOO_MANY_REQUESTS'
  | 'INTERNAL_SERVER_ERROR'
  | 'SERVICE_UNAVAILABLE';

/** Every reason the product can refuse with; the one table that tRPC, REST and the renderer read. */
export const ERRORS = {
  VALIDATION_FAILED: {
    status: 400,
    trpc: 'BAD_REQUEST',
    retryable: false,
    message: {
      'zh-CN': '请检查填写的内容：有些项不符合要求。',
      en: 'Please check what you entered: some fields are not valid.',
    },
  },
  UNAUTHENTICATED: {
    status: 401,
    trpc: 'UNAUTHORIZED',
    retryable: false,
    message: { 'zh-CN': '请先登录。', en: 'Please sign in first.' },
  },
  INVALID_CREDENTIALS: {
    status: 401,
    trpc: 'UNAUTHORIZED',
    retryable: false,
    message: { 'zh-CN': '账号或密码不正确。', en: 'The account or the password is not right.' },
  },
  INSUFFICIENT_CREDITS: {
    status: 402,
    trpc: 'PAYMENT_REQUIRED',
    retryable: false,
    message: {
      'zh-CN': '积分不足：需要 {required}，可用 {available}，还差 {shortfall}。请先充值或开通会员。',
      en: 'Not enough credits: {required} needed, {available} available, {shortfall} short. Recharge or become a member.',
    },
  },
  FORBIDDEN: {
    status: 403,
    trpc: 'FORBIDDEN',
    retryable: false,
    message: { 'zh-CN': '这个操作不被允许。', en: 'This is not allowed.' },
  },
  NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: { 'zh-CN': '没有找到您要的内容。', en: 'What you asked for was not found.' },
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    trpc: 'METHOD_NOT_SUPPORTED',
    retryable: false,
    message: { 'zh-CN': '这个地址不支持该请求方法。', en: 'This address does not support that method.' },
  },
  USERNAME_TAKEN: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: {
      'zh-CN': '这个用户名已被使用，请换一个。',
      en: 'This username is taken. Please choose another.',
    },
  },
  ORDER_NOT_PAYABLE: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: {
      'zh-CN': '这个订单当前不能支付，请重新下单。',
      en: 'This order can no longer be paid. Please place a new one.',
    },
  },
  ORDER_NOT_CANCELLABLE: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: { 'zh-CN': '只有未支付的订单才能取消。', en: 'Only an unpaid order can be cancelled.' },
  },
  GENERATION_NOT_ENDED: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: {
      'zh-CN': '这项创作还在进行，请先取消或等它结束后再删除。',
      en: 'This one is still being made. Cancel it, or delete it once it has ended.',
    },
  },
  IDEMPOTENCY_MISMATCH: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: {
      'zh-CN': '这个请求标识已用于另一项内容，请换一个新的标识。',
      en: 'This key was already used for a different request. Use a new key.',
    },
  },
  TOO_MANY_PENDING_ORDERS: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: {
      'zh-CN': '未支付的订单已达 {limit} 个，请先支付或取消其中一个。',
      en: 'You already have {limit} unpaid orders. Pay or cancel one first.',
    },
  },
  ACCOUNT_BUSY: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: {
      'zh-CN': '还有未完成的订单或创作，请待其结束后再注销账号。',
      en: 'An order or a generation is still open. Delete the account once it has ended.',
    },
  },
  CREDITS_REMAIN: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: {
      'zh-CN': '账号里还有 {credits} 积分，注销后将无法使用，请再次确认。',
      en: 'The account still holds {credits} credits, which would be lost. Please confirm.',
    },
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    trpc: 'PAYLOAD_TOO_LARGE',
    retryable: false,
    message: { 'zh-CN': '提交的内容太大。', en: 'What you sent is too large.' },
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    trpc: 'UNSUPPORTED_MEDIA_TYPE',
    retryable: false,
    message: { 'zh-CN': '请以 JSON 格式提交。', en: 'Please send JSON.' },
  },
  RANGE_NOT_SATISFIABLE: {
    status: 416,
    trpc: 'BAD_REQUEST',
    retryable: false,
    message: { 'zh-CN': '请求的范围超出了文件大小。', en: 'The requested range lies outside the file.' },
  },
  WRONG_HOST: {
    status: 421,
    trpc: 'BAD_REQUEST',
    retryable: false,
    message: { 'zh-CN': '请通过正确的网址访问。', en: 'Please use the right address of this service.' },
  },
  RATE_LIMITED: {
    status: 429,
    trpc: 'TOO_MANY_REQUESTS',
    retryable: true,
    message: {
      'zh-CN': '操作太频繁，请 {retryAfterSeconds} 秒后再试。',
      en: 'Too many requests. Try again in {retryAfterSeconds} s.',
    },
  },
  TOO_MANY_GENERATIONS: {
    status: 429,
    trpc: 'TOO_MANY_REQUESTS',
    retryable: true,
    message: {
      'zh-CN': '排队中的创作已达 {limit} 个，请等一部分完成后再试。',
      en: 'You already have {limit} generations waiting. Try again when some have finished.',
    },
  },
  INTERNAL: {
    status: 500,
    trpc: 'INTERNAL_SERVER_ERROR',
    retryable: false,
    message: {
      'zh-CN': '服务器出了问题，我们已记录。请稍后再试。',
      en: 'Something went wrong on our side and has been recorded. Please try again later.',
    },
  },
  UNAVAILABLE: {
    status: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    retryable: true,
    message: {
      'zh-CN': '服务暂时繁忙，没有任何扣费，请稍后重试。',
      en: 'The service is busy for a moment. Nothing was charged; please try again.',
    },
  },
} as const satisfies Record<string, ErrorRule>;

/** A stable word that names why something was refused. */
export type ErrorReason = keyof typeof ERRORS;

/** Languages every sentence exists in. */
export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** Facts that go with a refusal: numbers for a sentence, or the failing fields of a form. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** The sentence for `reason` in `locale`, with the details' values filled in. */
export function errorMessage(
  reason: ErrorReason,
  locale: Locale,
  details: ErrorDetails | null = null,
): string {
  return ERRORS[reason].message[locale].replace(/\{(\w+)\}/g, (_, name: string) =>
    formatDetail(details?.[name]),
  );
}

function formatDetail(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '?';
}
