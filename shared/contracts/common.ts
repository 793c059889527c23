import { z } from 'zod';

/** A client-made key that makes a repeated request have one effect: 1 to 255 visible ASCII characters. */
export const idempotencyKeySchema = z.string().regex(/^[\x21-\x7e]{1,255}$/);

/** Ids of generations, users and sessions. Any UUID; folded to lower case so that one id has one spelling. */
export const uuidSchema = z
  .string()
  .regex(/^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/)
  .toLowerCase();

/** Ids of prices: positive and within what both databases can hold. */
export const integerIdSchema = z.int().min(1).max(2_147_483_647);

/** Page by offset: how many to pass over, how many to return. */
export const skipSchema = z.int().min(0).max(1_000_000_000).default(0);
/** How many a page holds: 1 to 100, 20 when not said. */
export const limitSchema = z.int().min(1).max(100).default(20);
/** A page by offset. */
export const skipLimitSchema = z.strictObject({ skip: skipSchema, limit: limitSchema });
export type SkipLimit = z.infer<typeof skipLimitSchema>;

/** One page of a list addressed by offset. */
export interface Page<Item> {
  items: Item[];
  total: number;
  skip: number;
  limit: number;
}

/** One page of a list addressed by cursor; `nextCursor` is null on the last page. */
export interface CursorPage<Item> {
  items: Item[];
  nextCursor: string | null;
}
