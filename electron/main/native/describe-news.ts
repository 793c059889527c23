import { z } from 'zod';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { GENERATION_KINDS, GENERATION_STATUSES } from '../../../shared/contracts/generation.ts';
import { ORDER_STATUSES } from '../../../shared/contracts/orders.ts';
import type { Locale } from '../../../shared/errors.ts';
import { describeCredits, nativeTexts } from './texts.ts';

/** What is needed of an order to tell that it was paid. */
export const paidOrderSchema = z.object({
  kind: z.string(),
  orderNo: z.string(),
  paymentStatus: z.enum(ORDER_STATUSES),
  paidAt: z.coerce.date().nullable(),
  totalAmount: z.int().optional(),
});

/** What is needed of a generation to tell that it has ended; the prompt is none of it. */
export const endedGenerationSchema = z.object({
  id: z.string(),
  kind: z.enum(GENERATION_KINDS),
  status: z.enum(GENERATION_STATUSES),
  outputs: z.array(z.object({ index: z.int() })),
  receipt: z.object({ refunded: z.int() }),
  finishedAt: z.coerce.date().nullable(),
});

/** Something that has just happened, as a notification says it. */
export interface News {
  /** The same for the same event, whenever it is described. */
  readonly key: string;
  readonly title: string;
  readonly body: string;
  /** The address of the app that shows it. */
  readonly address: string;
  readonly happenedAt: Date;
}

/** For whom news are put into words. */
export interface Reader {
  readonly locale: Locale;
  readonly isPractice: boolean;
}

/** The news of a paid order; null for one that is not paid. */
export function describePayment(order: z.infer<typeof paidOrderSchema>, reader: Reader): News | null {
  if (order.paymentStatus !== 'PAID' || order.paidAt === null) return null;
  const texts = nativeTexts(reader.locale);
  return {
    key: `order ${order.orderNo}`,
    title: texts.paid,
    body:
      order.totalAmount === undefined
        ? texts.membershipPaid
        : texts.rechargePaid(describeCredits(order.totalAmount, reader.locale, reader.isPractice)),
    address: `${APP_PATHS.orders}?order=${encodeURIComponent(order.orderNo)}`,
    happenedAt: order.paidAt,
  };
}

/** The news of a work that has ended; null while it has not, and for one that its owner has cancelled. */
export function describeEnd(work: z.infer<typeof endedGenerationSchema>, reader: Reader): News | null {
  const { status, finishedAt, outputs, receipt } = work;
  if ((status !== 'SUCCEEDED' && status !== 'FAILED') || finishedAt === null) return null;
  const texts = nativeTexts(reader.locale);
  const back =
    receipt.refunded === 0
      ? texts.nothingTaken
      : texts.creditsBack(describeCredits(receipt.refunded, reader.locale, reader.isPractice));
  const ready = work.kind === 'IMAGE' ? texts.imagesReady(outputs.length) : texts.textReady;
  return {
    key: `generation ${work.id}`,
    title: status === 'FAILED' ? texts.workFailed : texts.workDone,
    body: status === 'FAILED' ? back : ready,
    address: `${APP_PATHS.gallery}?id=${encodeURIComponent(work.id)}`,
    happenedAt: finishedAt,
  };
}
