import { formatDescription } from '../../shared/contracts/credits.ts';
import { orderBonusKey, orderRechargeKey } from '../credits/ledger-keys.ts';
import type { LedgerCommand } from '../credits/ledger-types.ts';
import { lockAccounts } from '../credits/lock-accounts.ts';
import { postEntries } from '../credits/post-entries.ts';
import type { Tx } from '../database/transaction.ts';
import { addPeriod, type Period } from '../membership/add-period.ts';
import type { LiveChange } from '../platform/events.ts';
import type { LockedOrder } from './lock-order.ts';

/**
 * Step: gives a locked, unpaid order what was bought and marks it PAID; returns what to tell the owner after the commit.
 * `settled_at` is this transaction's instant, so that a notice that comes late eats none of a membership.
 */
export async function settleOrder(
  tx: Tx,
  order: LockedOrder,
  paidAt: Date,
  settings: { readonly businessTimeZone: string },
): Promise<LiveChange[]> {
  const { userId, orderNo } = order;
  let period: Period | null = null;
  if (order.kind === 'recharge') {
    const outcomes = await postEntries(tx, tx.now, grantsOf(order), settings);
    // Whatever the reason, an order must not become PAID without its credits.
    if (outcomes.some((outcome) => outcome.status === 'refused')) throw new Error('a grant was refused');
  } else {
    if (order.membershipType === null || order.durationDays === null)
      throw new Error('an order without plan');
    await lockAccounts(tx, [userId]);
    period = await addPeriod(tx, tx.now, {
      userId,
      orderNo,
      membershipType: order.membershipType,
      durationDays: order.durationDays,
    });
  }
  const changed = await tx.run(
    `UPDATE orders SET payment_status = 'PAID', paid_late = (payment_status = 'CLOSED'), paid_at = $paidAt,
                       settled_at = $now, start_at = $startAt, end_at = $endAt
     WHERE order_no = $orderNo AND payment_status IN ('PENDING', 'CLOSED')`,
    {
      orderNo,
      paidAt: paidAt.getTime(),
      now: tx.now.getTime(),
      startAt: period?.startAt.getTime() ?? null,
      endAt: period?.endAt.getTime() ?? null,
    },
  );
  if (changed !== 1) throw new Error('the order changed although it was locked');
  return [
    { userId, topic: 'orders', id: orderNo },
    { userId, topic: order.kind === 'recharge' ? 'credits' : 'membership', id: null },
  ];
}

function grantsOf(order: LockedOrder): LedgerCommand[] {
  const { userId, orderNo } = order;
  const amount = order.amount ?? 0;
  const bonus = order.bonus ?? 0;
  const grant = {
    kind: 'grant',
    userId,
    expiresAt: null,
    relatedType: 'ORDER',
    relatedId: orderNo,
  } as const;
  const recharge: LedgerCommand = {
    ...grant,
    key: orderRechargeKey(orderNo),
    type: 'RECHARGE',
    amount,
    description: formatDescription('recharge.package', { amount }),
  };
  if (bonus === 0) return [recharge];
  const reward: LedgerCommand = {
    ...grant,
    key: orderBonusKey(orderNo),
    type: 'REWARD',
    amount: bonus,
    description: formatDescription('recharge.bonus', { amount: bonus }),
  };
  return [recharge, reward];
}
