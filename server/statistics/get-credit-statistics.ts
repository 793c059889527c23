import type { TransactionType } from '../../shared/contracts/credits.ts';
import type { CreditStatisticsView, DailyCreditsView } from '../../shared/contracts/statistics.ts';
import { getAvailableCredits } from '../credits/get-available-credits.ts';
import type { Reader } from '../database/sql.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { lastBusinessDates } from '../platform/business-date.ts';
import { readMemberGenerations } from './read-member-generations.ts';
import { readOrderTotals } from './read-order-totals.ts';

/** Days the daily figures cover (rest-v1.md, `GET /api/v1/credit/statistics`). */
const DAYS = 30;

/** What one type of ledger rows amounts to: over all time when `date` is null, else on that business day. */
interface CreditTotal {
  readonly date: string | null;
  readonly type: TransactionType;
  readonly amount: number;
  readonly count: number;
}

/**
 * What became of the caller's credits, over all time and by business day. The cost grows with the days on which
 * the caller was active, never with the number of ledger rows, because only daily totals are read.
 *
 * `generationCount` is every generation ever started, deleted ones too: one CONSUME row each, or one covered job.
 * `totalSpentFen` is what was paid for credits less what was paid back. All ledger figures come from one statement
 * and so agree with each other; `credits`, orders and covered jobs are each true of their own moment.
 */
export async function getCreditStatistics(
  { db, config }: Pick<AppDeps, 'db' | 'config'>,
  actor: Actor,
): Promise<CreditStatisticsView> {
  const now = db.now();
  const dates = lastBusinessDates(now, DAYS, config.businessTimeZone);
  const [credits, totals, orders, member] = await Promise.all([
    getAvailableCredits(db.reader, now, actor.userId),
    readCreditTotals(db.reader, actor.userId, dates[0] ?? ''),
    readOrderTotals(db.reader, actor.userId, 'recharge'),
    readMemberGenerations(db.reader, actor.userId),
  ]);
  const byDateAndType = new Map(totals.map((total) => [`${total.date ?? ''} ${total.type}`, total]));
  const amountOf = (type: TransactionType, date = ''): number =>
    Math.abs(byDateAndType.get(`${date} ${type}`)?.amount ?? 0);
  return {
    credits,
    totalRecharged: amountOf('RECHARGE'),
    totalRewarded: amountOf('REWARD'),
    totalConsumed: amountOf('CONSUME'),
    totalRefunded: amountOf('REFUND'),
    totalExpired: amountOf('EXPIRE'),
    totalReversed: amountOf('REVERSAL'),
    totalSpentFen: orders.spentFen,
    generationCount: (byDateAndType.get(' CONSUME')?.count ?? 0) + member.started,
    daily: dates.map((date): DailyCreditsView => ({
      date,
      recharged: amountOf('RECHARGE', date),
      rewarded: amountOf('REWARD', date),
      consumed: amountOf('CONSUME', date),
      refunded: amountOf('REFUND', date),
    })),
  };
}

function readCreditTotals(reader: Reader, userId: string, firstDate: string): Promise<CreditTotal[]> {
  return reader.all<CreditTotal>(
    `SELECT NULL AS date, type, SUM(amount) AS amount, SUM(count) AS count
       FROM current_credit_totals WHERE user_id = $userId GROUP BY type
     UNION ALL
     SELECT business_date, type, SUM(amount), SUM(count)
       FROM current_credit_totals WHERE user_id = $userId AND business_date >= $firstDate GROUP BY business_date, type`,
    { userId, firstDate },
  );
}
