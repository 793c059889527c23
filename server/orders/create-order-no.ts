import { randomInt } from 'node:crypto';
import type { OrderKind } from '../../shared/contracts/orders.ts';
import { businessDate } from '../platform/business-date.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const RANDOM_LENGTH = 16;

/** A fresh order number: `R` or `M`, the business date, 16 random characters; it tells nobody how many orders there are. */
export function createOrderNo(kind: OrderKind, now: Date, businessTimeZone: string): string {
  const date = businessDate(now, businessTimeZone).replaceAll('-', '');
  // randomInt draws again where a remainder would favour some characters.
  const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${kind === 'recharge' ? 'R' : 'M'}${date}${random}`;
}
