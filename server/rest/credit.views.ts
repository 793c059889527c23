import { z } from 'zod';
import {
  TRANSACTION_TYPES,
  type CreditPriceView,
  type TransactionView,
} from '../../shared/contracts/credits.ts';
import type { CreditStatisticsView, OverviewView } from '../../shared/contracts/statistics.ts';
import type { Locale } from '../../shared/errors.ts';
import { describeTransaction } from '../../shared/transaction-sentences.ts';
import {
  countSchema,
  dateSchema,
  instantSchema,
  integerSchema,
  pageQueryShape,
  toInstant,
  toYuan,
  uuidFieldSchema,
  yuanSchema,
} from './fields.ts';

/** What a user has now. */
export const balanceSchema = z.strictObject({
  credits: countSchema.meta({ description: 'available credits: neither expired nor held' }),
  is_member: z.boolean(),
  member_expired_at: instantSchema.nullable(),
});

/** Which ledger rows to show. */
export const transactionQuerySchema = z.strictObject({
  ...pageQueryShape,
  type: z.enum(TRANSACTION_TYPES).optional(),
});

/** A ledger row as REST shows it. */
export const transactionSchema = z.strictObject({
  id: integerSchema,
  user_id: uuidFieldSchema,
  type: z.enum(TRANSACTION_TYPES),
  amount: integerSchema.meta({ description: 'signed: what the row added or took' }),
  balance_after: integerSchema,
  description: z.string().meta({ description: 'a sentence in the language of the request' }),
  related_order_id: z
    .string()
    .nullable()
    .meta({ description: 'the order_no; for a generation its id; else null' }),
  created_at: instantSchema,
});

/** What became of a user’s credits; totals are positive. */
export const creditStatisticsSchema = z.strictObject({
  credits: countSchema,
  total_recharged: countSchema,
  total_rewarded: countSchema,
  total_consumed: countSchema,
  total_refunded: countSchema,
  total_expired: countSchema,
  total_reversed: countSchema,
  total_spent: yuanSchema,
  generation_count: countSchema,
  daily: z
    .array(
      z.strictObject({
        date: dateSchema,
        recharged: countSchema,
        rewarded: countSchema,
        consumed: countSchema,
        refunded: countSchema,
      }),
    )
    .meta({ description: 'the last 30 business days, oldest first' }),
});

/** A credit package on sale. */
export const creditPriceSchema = z.strictObject({
  id: integerSchema,
  amount: integerSchema,
  price: yuanSchema,
  bonus: integerSchema,
  total_amount: integerSchema,
  is_active: z.boolean(),
  sort_order: integerSchema,
});

/** The balance in REST names. */
export function toRestBalance(overview: OverviewView): z.output<typeof balanceSchema> {
  return {
    credits: overview.credits,
    is_member: overview.isMember,
    member_expired_at: toInstant(overview.memberExpiredAt),
  };
}

/** A ledger row in REST names, explained in `locale`. */
export function toRestTransaction(row: TransactionView, locale: Locale): z.output<typeof transactionSchema> {
  return {
    id: row.id,
    user_id: row.userId,
    type: row.type,
    amount: row.amount,
    balance_after: row.balanceAfter,
    description: describeTransaction(row.description, locale),
    related_order_id: row.relatedId,
    created_at: toInstant(row.createdAt),
  };
}

/** A user's credit statistics in REST names. */
export function toRestCreditStatistics(view: CreditStatisticsView): z.output<typeof creditStatisticsSchema> {
  return {
    credits: view.credits,
    total_recharged: view.totalRecharged,
    total_rewarded: view.totalRewarded,
    total_consumed: view.totalConsumed,
    total_refunded: view.totalRefunded,
    total_expired: view.totalExpired,
    total_reversed: view.totalReversed,
    total_spent: toYuan(view.totalSpentFen),
    generation_count: view.generationCount,
    daily: view.daily.map(({ date, recharged, rewarded, consumed, refunded }) => ({
      date,
      recharged,
      rewarded,
      consumed,
      refunded,
    })),
  };
}

/** A credit package in REST names. */
export function toRestCreditPrice(price: CreditPriceView): z.output<typeof creditPriceSchema> {
  return {
    id: price.id,
    amount: price.amount,
    price: toYuan(price.priceFen),
    bonus: price.bonus,
    total_amount: price.totalAmount,
    is_active: price.isActive,
    sort_order: price.sortOrder,
  };
}
