import type { MembershipType } from '../../shared/contracts/membership.ts';
import type { Tx } from '../database/transaction.ts';
import { planPeriod } from './plan-period.ts';

/** A paid membership order. */
export interface PeriodPurchase {
  readonly userId: string;
  readonly orderNo: string;
  readonly membershipType: MembershipType;
  readonly durationDays: number;
}

/** A stretch of membership: from its start, up to and without its end. */
export interface Period {
  readonly startAt: Date;
  readonly endAt: Date;
}

/**
 * Step: adds what a paid order bought, after everything the user has already. The caller holds the lock of the user's
 * account, so that two orders paid at once do not overlap. A second call for the same order adds nothing and
 * returns its period.
 */
export async function addPeriod(tx: Tx, now: Date, purchase: PeriodPurchase): Promise<Period> {
  const { userId, orderNo, membershipType, durationDays } = purchase;
  const [known] = await tx.all<{ start_at: number; end_at: number }>(
    `SELECT start_at, end_at FROM membership_periods WHERE order_no = $orderNo`,
    { orderNo },
  );
  if (known) return { startAt: new Date(known.start_at), endAt: new Date(known.end_at) };
  const [last] = await tx.all<{ number: number | null; end_at: number | null }>(
    `SELECT MAX(number) AS number, MAX(end_at) AS end_at FROM membership_periods WHERE user_id = $userId`,
    { userId },
  );
  const period = planPeriod(now, last?.end_at ? new Date(last.end_at) : null, durationDays);
  await tx.run(
    `INSERT INTO membership_periods (user_id, number, order_no, membership_type, start_at, end_at, created_at)
     VALUES ($userId, $number, $orderNo, $membershipType, $startAt, $endAt, $now)`,
    {
      userId,
      number: (last?.number ?? 0) + 1,
      orderNo,
      membershipType,
      startAt: period.startAt.getTime(),
      endAt: period.endAt.getTime(),
      now: now.getTime(),
    },
  );
  return period;
}
