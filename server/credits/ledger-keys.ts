/** Key of the row that posts the credits of a paid order. */
export function orderRechargeKey(orderNo: string): string {
  return `order:${orderNo}:recharge`;
}

/** Key of the row that posts the bonus of a paid order. */
export function orderBonusKey(orderNo: string): string {
  return `order:${orderNo}:bonus`;
}

/** Key of the row that takes back the credits of a succeeded refund of money. */
export function orderReversalKey(outRefundNo: string): string {
  return `refund:${outRefundNo}:reversal`;
}

/**
 * Key of the row that charges a generation. The generation's id comes first: ids of clients rise with time, so that
 * new keys fall on the same few pages of their index, where with the user first each would fall on a page of its own.
 */
export function generationChargeKey(userId: string, generationId: string): string {
  return `generation:${generationId}:${userId}:charge`;
}

/** Key of the one row that gives back what a generation did not deliver. */
export function generationRefundKey(userId: string, generationId: string): string {
  return `generation:${generationId}:${userId}:refund`;
}

/** Key of the row that expires a lot; a lot that a refund has reopened has another end, and so another key. */
export function lotExpiryKey(userId: string, originSequence: number, expiresAtMs: number): string {
  return `lot:${userId}:${originSequence}:expire:${expiresAtMs}`;
}

/** Key of the row of an operator's grant; `id` is the operator's own key for it. */
export function operatorGrantKey(id: string): string {
  return `operator:${id}:grant`;
}
