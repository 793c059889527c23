import type { MembershipType } from '../../shared/contracts/membership.ts';
import type { OrderKind, OrderView, PlaceOrderInput } from '../../shared/contracts/orders.ts';
import { lockAccounts } from '../credits/lock-accounts.ts';
import type { Reader } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import type { PaymentProvider } from '../payment/payment-gateway.ts';
import type { Actor } from '../platform/app-deps.ts';
import { AppError, validationError } from '../platform/app-error.ts';
import { hashInput } from '../platform/input-hash.ts';
import { addAttempt } from './add-attempt.ts';
import { createOrderNo } from './create-order-no.ts';
import { loadOrderView } from './load-order-view.ts';
import { openAttempt } from './open-attempt.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** The numbers an order copies from what is on sale; a later change of prices does not reach it. */
export interface OrderDraft {
  readonly priceId: number;
  readonly priceFen: number;
  readonly amount: number | null;
  readonly bonus: number | null;
  readonly membershipType: MembershipType | null;
  readonly durationDays: number | null;
}

/** What placing or paying answers; `replayed`: this very request had been served before. */
export interface OrderReceipt {
  readonly order: OrderView;
  readonly replayed: boolean;
}

/**
 * Places an order of either kind: order and first attempt are committed, then the gateway is asked for the QR code.
 * The same key with the same input answers with the same order, before any limit is looked at.
 * Throws IDEMPOTENCY_MISMATCH, NOT_FOUND (`findDraft` gave null), VALIDATION_FAILED (method not offered),
 * TOO_MANY_PENDING_ORDERS, UNAUTHENTICATED (the account was deleted meanwhile).
 */
export async function placeOrder(
  deps: OrdersDeps,
  actor: Actor,
  kind: OrderKind,
  input: PlaceOrderInput,
  findDraft: () => Promise<OrderDraft | null>,
): Promise<OrderReceipt> {
  const { db, gateways, events } = deps;
  const { idempotencyKey = null, ...content } = input;
  const request = { userId: actor.userId, kind, key: idempotencyKey, inputSha256: hashInput(content) };

  let placed = await findReplay(db.reader, request);
  if (!placed) {
    const draft = await findDraft();
    if (!draft) throw new AppError('NOT_FOUND');
    const gateway = gateways.forMethod(input.paymentMethod);
    if (!gateway) {
      throw validationError([{ path: 'paymentMethod', code: 'invalid_value', message: 'not offered' }]);
    }
    const plan = { input, draft, provider: gateway.provider };
    placed = await db.write((tx) => insertOrder(tx, deps, request, plan), {
      repeatable: idempotencyKey !== null,
    });
    if (!placed.replayed) {
      events.publish([{ userId: actor.userId, topic: 'orders', id: placed.orderNo }]);
    }
  }
  await openAttempt(deps, placed.orderNo);
  return { order: await loadOrderView(deps, placed.orderNo), replayed: placed.replayed };
}

interface PlaceRequest {
  readonly userId: string;
  readonly kind: OrderKind;
  readonly key: string | null;
  readonly inputSha256: string;
}

interface OrderPlan {
  readonly input: PlaceOrderInput;
  readonly draft: OrderDraft;
  readonly provider: PaymentProvider;
}

interface Placed {
  readonly orderNo: string;
  readonly replayed: boolean;
}

async function findReplay(reader: Reader, request: PlaceRequest): Promise<Placed | null> {
  const { userId, kind, key, inputSha256 } = request;
  if (key === null) return null;
  const [known] = await reader.all<{ order_no: string; input_sha256: string }>(
    `SELECT order_no, input_sha256 FROM orders WHERE user_id = $userId AND kind = $kind AND idempotency_key = $key`,
    { userId, kind, key },
  );
  if (!known) return null;
  if (known.input_sha256 !== inputSha256) throw new AppError('IDEMPOTENCY_MISMATCH');
  return { orderNo: known.order_no, replayed: true };
}

async function insertOrder(
  tx: Tx,
  { config, limits }: Pick<OrdersDeps, 'config' | 'limits'>,
  request: PlaceRequest,
  { input, draft, provider }: OrderPlan,
): Promise<Placed> {
  const { userId, kind, key } = request;
  // One order of a user is placed at a time: that makes the limit exact, and lets a second use of a key see the first.
  await lockAccounts(tx, [userId]);
  const replay = await findReplay(tx, request);
  if (replay) return replay;

  // An account is deleted under the same lock: a request that was on its way must not open an order for nobody.
  const users = await tx.all(`SELECT id FROM users WHERE id = $userId AND deleted_at IS NULL`, { userId });
  if (users.length === 0) throw new AppError('UNAUTHENTICATED');

  const [pending] = await tx.all<{ count: number }>(
    `SELECT COUNT(*) AS count FROM orders WHERE user_id = $userId AND payment_status = 'PENDING'`,
    { userId },
  );
  const limit = limits.pendingOrdersPerUser;
  if ((pending?.count ?? 0) >= limit) throw new AppError('TOO_MANY_PENDING_ORDERS', { limit });

  const orderNo = createOrderNo(kind, tx.now, config.businessTimeZone);
  const expiresAt = new Date(tx.now.getTime() + config.orderTtlMinutes * 60_000);
  const inserted = await tx.run(
    `INSERT INTO orders (order_no, kind, user_id, price_id, price_fen, payment_method, payment_status, amount, bonus,
                         membership_type, duration_days, terms_version, idempotency_key, input_sha256, paid_late,
                         created_at, expires_at)
     VALUES ($orderNo, $kind, $userId, $priceId, $priceFen, $paymentMethod, 'PENDING', $amount, $bonus,
             $membershipType, $durationDays, $termsVersion, $key, $inputSha256, $paidLate, $now, $expiresAt)
     ON CONFLICT DO NOTHING`,
    {
      ...draft,
      orderNo,
      kind,
      userId,
      paymentMethod: input.paymentMethod,
      termsVersion: input.termsVersion ?? null,
      key,
      inputSha256: request.inputSha256,
      paidLate: false,
      now: tx.now.getTime(),
      expiresAt: expiresAt.getTime(),
    },
  );
  if (inserted === 0) {
    const winner = await findReplay(tx, request);
    if (!winner) throw new Error('an order number was drawn twice');
    return winner;
  }
  await addAttempt(
    tx,
    { orderNo, priceFen: draft.priceFen, expiresAt },
    { provider, paymentMethod: input.paymentMethod, idempotencyKey: null, inputSha256: null },
  );
  return { orderNo, replayed: false };
}
