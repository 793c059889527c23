import { randomUUID } from 'node:crypto';
import {
  generationChargeKey,
  generationRefundKey,
  orderBonusKey,
  orderRechargeKey,
  orderReversalKey,
} from '../credits/ledger-keys.ts';
import type { LedgerCommand } from '../credits/ledger-types.ts';
import { postEntries } from '../credits/post-entries.ts';
import type { Database } from '../database/database.ts';
import type { SqlParams } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';

const DAY_MS = 86_400_000;

/** Names in the sample, for damaging it. */
export interface SampleStudio {
  readonly userId: string;
  /** Recharge of 100 and bonus 10, paid, partly refunded (10 credits), and another refund running (20 credits held). */
  readonly rechargeNo: string;
  readonly refundNo: string;
  /** Two months, paid one after the other. */
  readonly membershipNos: readonly [string, string];
  readonly pendingNo: string;
  /** Succeeded, failed, partly delivered, covered by membership, running. */
  readonly generationIds: readonly [string, string, string, string, string];
}

/** Writes a small studio in which everything the ledger knows has happened, directly and as the rules want it. */
export async function makeSampleStudio(db: Database, businessTimeZone: string): Promise<SampleStudio> {
  const userId = randomUUID();
  const number = () => randomUUID().replaceAll('-', '').toUpperCase().slice(0, 16);
  const [rechargeNo, pendingNo] = [`R20260301${number()}`, `R20260301${number()}`];
  const membershipNos = [`M20260301${number()}`, `M20260301${number()}`] as const;
  const generationIds = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()] as const;
  const refundNo = `${rechargeNo}R1`;
  await db.write(async (tx) => {
    const now = tx.now.getTime();
    await insert(tx, 'users', { id: userId, username: userId.slice(0, 30), created_at: now });
    const recharge = {
      kind: 'recharge',
      user_id: userId,
      price_id: 2,
      price_fen: 1_000,
      amount: 100,
      bonus: 10,
    };
    await insertOrder(tx, rechargeNo, 'REFUNDING', { ...recharge, refunded_fen: 100, settled_at: now });
    await insertOrder(tx, pendingNo, 'PENDING', { ...recharge, settled_at: null });
    for (const [i, orderNo] of membershipNos.entries()) {
      const period = { start_at: now + i * 30 * DAY_MS, end_at: now + (i + 1) * 30 * DAY_MS };
      await insertOrder(tx, orderNo, 'PAID', {
        kind: 'membership',
        user_id: userId,
        price_id: 1,
        price_fen: 990,
        membership_type: 'MONTHLY',
        duration_days: 30,
        settled_at: now,
        ...period,
      });
      await insert(tx, 'membership_periods', {
        user_id: userId,
        number: i + 1,
        order_no: orderNo,
        membership_type: 'MONTHLY',
        ...period,
        created_at: now,
      });
    }
    const [payment] = await tx.all<{ id: number }>(
      `SELECT id FROM payments WHERE order_no = $rechargeNo AND state = 'SUCCEEDED'`,
      { rechargeNo },
    );
    const refund = { order_no: rechargeNo, payment_id: payment?.id ?? 0, purpose: 'ORDER', reason: 'test' };
    await insert(tx, 'payment_refunds', {
      ...refund,
      out_refund_no: refundNo,
      amount_fen: 100,
      credits: 10,
      state: 'SUCCEEDED',
      created_at: now,
    });
    await insert(tx, 'payment_refunds', {
      ...refund,
      out_refund_no: `${rechargeNo}R2`,
      amount_fen: 200,
      credits: 20,
      state: 'PENDING',
      created_at: now,
    });
    for (const [i, [status, cost, settled]] of (
      [
        ['SUCCEEDED', 10, 10],
        ['FAILED', 10, 0],
        ['SUCCEEDED', 20, 10],
        ['SUCCEEDED', 0, 0],
        ['RUNNING', 10, 0],
      ] as const
    ).entries())
      await insertGeneration(tx, userId, generationIds[i] ?? '', status, cost, settled);
    await postEntries(tx, tx.now, listCommands({ userId, rechargeNo, refundNo, generationIds }, now), {
      businessTimeZone,
    });
  });
  return { userId, rechargeNo, refundNo, membershipNos, pendingNo, generationIds };
}

function listCommands(
  studio: Pick<SampleStudio, 'userId' | 'rechargeNo' | 'refundNo' | 'generationIds'>,
  now: number,
): LedgerCommand[] {
  const { userId, rechargeNo: orderNo, refundNo, generationIds } = studio;
  const order = { kind: 'grant', userId, expiresAt: null, relatedType: 'ORDER', relatedId: orderNo } as const;
  const work = (i: number) =>
    ({ userId, relatedType: 'GENERATION', relatedId: generationIds[i] ?? '' }) as const;
  const charge = (i: number, amount: number): LedgerCommand => ({
    kind: 'charge',
    ...work(i),
    key: generationChargeKey(userId, generationIds[i] ?? ''),
    amount,
    description: 'generation.charge?count=1&kind=IMAGE',
  });
  const refund = (i: number, amount: number): LedgerCommand => ({
    kind: 'refund',
    ...work(i),
    key: generationRefundKey(userId, generationIds[i] ?? ''),
    chargeKey: generationChargeKey(userId, generationIds[i] ?? ''),
    amount,
    description: 'generation.refund?count=1&kind=IMAGE',
  });
  return [
    {
      ...order,
      key: orderRechargeKey(orderNo),
      type: 'RECHARGE',
      amount: 100,
      description: 'recharge.package',
    },
    { ...order, key: orderBonusKey(orderNo), type: 'REWARD', amount: 10, description: 'recharge.bonus' },
    {
      ...order,
      relatedType: null,
      relatedId: null,
      key: 'operator:old:grant',
      type: 'REWARD',
      amount: 5,
      expiresAt: new Date(now - 1),
      description: 'grant.operator',
    },
    { kind: 'expire', userId, originSequence: 3 },
    charge(0, 10),
    charge(1, 10),
    refund(1, 10),
    charge(2, 20),
    refund(2, 10),
    charge(4, 10),
    { kind: 'hold', userId, orderNo, amount: 10 },
    {
      kind: 'reverse',
      userId,
      key: orderReversalKey(refundNo),
      orderNo,
      amount: 10,
      description: 'order.reversal',
    },
    { kind: 'hold', userId, orderNo, amount: 20 },
  ];
}

async function insertOrder(tx: Tx, orderNo: string, status: string, more: SqlParams): Promise<void> {
  const now = tx.now.getTime();
  await insert(tx, 'orders', {
    order_no: orderNo,
    payment_status: status,
    payment_method: 'alipay',
    input_sha256: '',
    paid_late: false,
    created_at: now,
    expires_at: now + 1_800_000,
    ...more,
  });
  await insert(tx, 'payments', {
    order_no: orderNo,
    attempt: 1,
    provider: 'simulator',
    payment_method: 'alipay',
    out_trade_no: `${orderNo}01`,
    amount_fen: more['price_fen'] ?? 0,
    state: more['settled_at'] === null ? 'OPEN' : 'SUCCEEDED',
    created_at: now,
    expires_at: now + 1_800_000,
  });
}

async function insertGeneration(
  tx: Tx,
  userId: string,
  id: string,
  status: string,
  cost: number,
  settled: number,
): Promise<void> {
  const now = tx.now.getTime();
  const isRunning = status === 'RUNNING';
  await insert(tx, 'generations', {
    user_id: userId,
    id,
    kind: 'IMAGE',
    prompt: 'a lighthouse',
    options: '{}',
    count: 1,
    model: 'demo',
    status,
    input_sha256: '',
    covered_by_membership: cost === 0,
    list_cost_credits: cost === 0 ? 10 : cost,
    cost_credits: cost,
    settled_credits: settled,
    truncated: false,
    listed_apart: true,
    lease_token: isRunning ? 'token' : null,
    lease_expires_at: isRunning ? now + 30_000 : null,
    created_at: now,
    started_at: now,
    finished_at: isRunning ? null : now,
  });
}

/** Inserts one row, whatever its columns. */
export async function insert(tx: Tx, table: string, row: SqlParams): Promise<void> {
  const columns = Object.keys(row);
  await tx.run(
    `INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map((column) => `$${column}`).join()})`,
    row,
  );
}
