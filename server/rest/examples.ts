// Values for the examples of the OpenAPI document; nobody's.

const USER_ID = '01920000-0000-7000-8000-000000000001';

/** A user. */
export const USER_EXAMPLE = {
  id: USER_ID,
  username: 'creator',
  email: null,
  created_at: '2026-01-22T08:00:00.000Z',
};

/** A recharge order that waits for its payment. */
export const RECHARGE_ORDER_EXAMPLE = {
  id: 1,
  user_id: USER_ID,
  order_no: 'R202601220123456789ABCDEF',
  amount: 100,
  bonus: 10,
  total_amount: 110,
  price: 10,
  payment_method: 'alipay' as const,
  payment_status: 'PENDING' as const,
  paid_at: null,
  created_at: '2026-01-22T08:30:00.000Z',
  expires_at: '2026-01-22T09:00:00.000Z',
};

/** A membership order that waits for its payment. */
export const MEMBERSHIP_ORDER_EXAMPLE = {
  id: 2,
  user_id: USER_ID,
  order_no: 'M202601220123456789ABCDEF',
  membership_type: 'MONTHLY' as const,
  duration_days: 30,
  price: 9.9,
  payment_method: 'wechat' as const,
  payment_status: 'PENDING' as const,
  start_date: null,
  end_date: null,
  paid_at: null,
  created_at: '2026-01-22T08:30:00.000Z',
  expires_at: '2026-01-22T09:00:00.000Z',
};

/** How to pay an order. */
export const PAYMENT_EXAMPLE = {
  mode: 'simulated' as const,
  qr_content: 'https://example.com/pay/R202601220123456789ABCDEF01',
  retryable: false,
  expires_at: '2026-01-22T09:00:00.000Z',
};

/** A ledger row. */
export const TRANSACTION_EXAMPLE = {
  id: 3,
  user_id: USER_ID,
  type: 'CONSUME' as const,
  amount: -10,
  balance_after: 100,
  description: 'AI generation (image)',
  related_order_id: '01920000-0000-7000-8000-00000000000a',
  created_at: '2026-01-22T08:40:00.000Z',
};

/** A generation that waits. */
export const GENERATION_EXAMPLE = {
  id: '01920000-0000-7000-8000-00000000000a',
  kind: 'IMAGE' as const,
  prompt: 'a lighthouse at dawn',
  options: {},
  count: 1,
  model: 'demo',
  status: 'QUEUED' as const,
  progress: 0,
  truncated: false,
  error: null,
  outputs: [],
  receipt: { status: 'CHARGED' as const, credits: 10, refunded: 0 },
  created_at: '2026-01-22T08:40:00.000Z',
  started_at: null,
  finished_at: null,
};
