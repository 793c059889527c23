import { z } from 'zod';
import { LOCALES } from '../../shared/errors.ts';
import { fenToYuan } from '../../shared/money.ts';

/** An instant as REST writes it. */
export const instantSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .meta({ format: 'date-time', description: 'UTC, ISO 8601', examples: ['2026-01-22T08:30:00.000Z'] });

/** A day of the business time zone. */
export const dateSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ format: 'date', description: 'a day of the business time zone' });

/** Money as REST writes it. */
export const yuanSchema = z
  .number()
  .meta({ description: 'yuan, at most two decimal places', examples: [9.9] });

/** Ids of users and generations. */
export const uuidFieldSchema = z.string().meta({ format: 'uuid' });

/** Whole numbers that both JSON and the databases hold exactly. */
export const integerSchema = z.int();

/** Counts and totals. */
export const countSchema = z.int().min(0);

/** The instant as REST writes it; null stays null. */
export function toInstant(date: Date): string;
export function toInstant(date: Date | null): string | null;
export function toInstant(date: Date | null): string | null {
  return date && date.toISOString();
}

/** Yuan made from fen; exact. */
export function toYuan(fen: number): number {
  return fenToYuan(fen);
}

/** A whole number as a query string spells it: digits only, no sign, no exponent, no leading zero. */
function queryInteger(
  minimum: number,
  maximum: number,
  fallback: number,
): z.ZodType<number, string | undefined> {
  return z
    .string()
    .regex(/^(0|[1-9]\d{0,9})$/)
    .transform(Number)
    .pipe(z.int().min(minimum).max(maximum))
    .default(fallback)
    .meta({
      type: 'integer',
      minimum,
      maximum,
      pattern: undefined,
      description: `${fallback} when left out`,
    });
}

/** `skip` and `limit` of a page. */
export const pageQueryShape = {
  skip: queryInteger(0, 1_000_000_000, 0),
  limit: queryInteger(1, 100, 20),
};
/** The query of a page without filters. */
export const pageQuerySchema = z.strictObject(pageQueryShape);

/** A page of `item`s. */
export function pageSchema<Item extends z.ZodType>(
  item: Item,
): z.ZodObject<
  { items: z.ZodArray<Item>; total: z.ZodInt; skip: z.ZodInt; limit: z.ZodInt },
  z.core.$strict
> {
  return z.strictObject({ items: z.array(item), total: countSchema, skip: countSchema, limit: countSchema });
}

/** Maps the items of a page and keeps its numbers. */
export function toPage<From, To>(
  page: { items: readonly From[]; total: number; skip: number; limit: number },
  toItem: (item: From) => To,
): { items: To[]; total: number; skip: number; limit: number } {
  return { items: page.items.map(toItem), total: page.total, skip: page.skip, limit: page.limit };
}

/** How REST says yes (rest-v1.md, "Success"). */
export function successSchema<Data extends z.ZodType>(
  data: Data,
): z.ZodObject<{ code: z.ZodLiteral<200>; message: z.ZodLiteral<'success'>; data: Data }, z.core.$strict> {
  return z.strictObject({ code: z.literal(200), message: z.literal('success'), data });
}

/** How REST says no (rest-v1.md, "Failure"); the OpenAPI document refers to it by its registered name, `Error`. */
export const errorSchema = z
  .strictObject({
    code: z.int().min(400).max(599).meta({ description: 'the HTTP status' }),
    message: z
      .string()
      .meta({ description: `a sentence for people, ${LOCALES.join(' or ')} by Accept-Language` }),
    data: z.null(),
    reason: z.string().meta({ description: 'a stable word for programs' }),
    details: z.record(z.string(), z.unknown()).nullable().meta({
      description: 'facts that go with the reason; for VALIDATION_FAILED every failing field in `fields`',
    }),
    request_id: z.string(),
  })
  .meta({ id: 'Error' });
