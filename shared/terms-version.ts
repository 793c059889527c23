/**
 * The version of the terms, the privacy notice and the refund rules that are shown now: the day they took effect.
 * Whoever registers or buys agrees to this one, and it is stored with the account or the order.
 */
export const TERMS_VERSION = '2026-11-22';
