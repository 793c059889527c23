/** Attempts that two characters can number. */
export const MAX_PAYMENT_ATTEMPTS = 36 ** 2 - 1;

/** The number a gateway knows an attempt by: the order's, and the attempt in two characters (`01` to `ZZ`). */
export function formatOutTradeNo(orderNo: string, attempt: number): string {
  return `${orderNo}${attempt.toString(36).toUpperCase().padStart(2, '0')}`;
}
