import { z } from 'zod';
import { limitSchema, skipSchema } from './common.ts';

/** The kinds of ledger rows: RECHARGE, REFUND and REWARD add; CONSUME, EXPIRE and REVERSAL take. */
export const TRANSACTION_TYPES = ['RECHARGE', 'CONSUME', 'REFUND', 'REWARD', 'EXPIRE', 'REVERSAL'] as const;
/** One of {@link TRANSACTION_TYPES}. */
export const transactionTypeSchema = z.enum(TRANSACTION_TYPES);
export type TransactionType = z.infer<typeof transactionTypeSchema>;

/** What a ledger row can be about: an order (its number) or a generation (its id). */
export const RELATED_TYPES = ['ORDER', 'GENERATION'] as const;
export type RelatedType = (typeof RELATED_TYPES)[number];

/** Stable codes of ledger descriptions; the client turns them into sentences. They never hold a prompt. */
export const DESCRIPTION_CODES = [
  'recharge.package',
  'recharge.bonus',
  'generation.charge',
  'generation.refund',
  'grant.operator',
  'lot.expired',
  'order.reversal',
] as const;
export type DescriptionCode = (typeof DESCRIPTION_CODES)[number];

/** A description: its code and the numbers of its sentence, for example `{ code: 'generation.charge', params: { kind: 'IMAGE', count: '2' } }`. */
export interface TransactionDescription {
  code: DescriptionCode;
  params: Record<string, string>;
}

/** The stored form, `generation.charge?count=2&kind=IMAGE`: code, then parameters in the order of their names. */
export function formatDescription(
  code: DescriptionCode,
  params: Readonly<Record<string, string | number>> = {},
): string {
  const pairs = Object.entries(params)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? code : `${code}?${pairs.join('&')}`;
}

/** Reads what {@link formatDescription} wrote. */
export function parseDescription(stored: string): TransactionDescription {
  const [code = '', query = ''] = stored.split('?', 2);
  const params: Record<string, string> = {};
  for (const pair of query.split('&').filter(Boolean)) {
    const [name = '', value = ''] = pair.split('=', 2);
    params[name] = decodeURIComponent(value);
  }
  return { code: code as DescriptionCode, params };
}

/** One immutable ledger row as its owner sees it. */
export interface TransactionView {
  id: number;
  userId: string;
  /** Position in the owner's ledger, from 1, gapless. */
  sequence: number;
  type: TransactionType;
  /** Signed: what the row added or took. */
  amount: number;
  balanceAfter: number;
  description: TransactionDescription;
  relatedType: RelatedType | null;
  /** An order's number or a generation's id. */
  relatedId: string | null;
  createdAt: Date;
}

/** Filters of the history; instants are inclusive `from`, exclusive `to`. */
export const transactionFilterSchema = z.strictObject({
  type: transactionTypeSchema.optional(),
  from: z.date().optional(),
  to: z.date().optional(),
});
export type TransactionFilter = z.infer<typeof transactionFilterSchema>;

/** Newest first, by offset. */
export const pageTransactionsInput = transactionFilterSchema.extend({ skip: skipSchema, limit: limitSchema });
export type PageTransactionsInput = z.infer<typeof pageTransactionsInput>;

/** Newest first, by cursor: `cursor` is what the page before gave as `nextCursor`. */
export const listTransactionsInput = transactionFilterSchema.extend({
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .nullish(),
  limit: limitSchema,
});
export type ListTransactionsInput = z.infer<typeof listTransactionsInput>;

/** Names one row by its `sequence`, or all rows about one order or generation by its `relatedId`. */
export const traceTransactionsInput = z.union([
  z.strictObject({ sequence: z.int().min(1).max(1_000_000_000) }),
  z.strictObject({ relatedId: z.string().regex(/^[0-9A-Za-z-]{1,64}$/) }),
]);
export type TraceTransactionsInput = z.infer<typeof traceTransactionsInput>;

/** The row that once granted credits, and how many of them another row moved. */
export interface CreditSourceView {
  sequence: number;
  type: TransactionType;
  /** The number of the order that paid for them; null for an operator's grant. */
  relatedId: string | null;
  /** Positive. */
  amount: number;
  createdAt: Date;
}

/** What is left of the credits that a row granted. */
export interface GrantStateView {
  /** Includes what is held. */
  remaining: number;
  /** Kept back for a refund of money that is under way. */
  held: number;
  /** Null: never. */
  expiresAt: Date | null;
}

/** A ledger row with where its credits came from, or what has become of them. */
export interface TracedTransactionView extends TransactionView {
  /** The grants it took from or gave back to, in the order it did; empty for a grant. */
  sources: CreditSourceView[];
  /** Null for a row that granted nothing. */
  grant: GrantStateView | null;
}

/** A credit package on sale. */
export interface CreditPriceView {
  id: number;
  amount: number;
  bonus: number;
  totalAmount: number;
  priceFen: number;
  isActive: boolean;
  sortOrder: number;
}
