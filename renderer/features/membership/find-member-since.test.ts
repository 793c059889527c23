import { describe, expect, it } from 'vitest';
import type { OrderView } from '../../../shared/contracts/orders.ts';
import { findMemberSince } from './find-member-since.ts';

const at = (day: number): Date => new Date(Date.UTC(2026, 0, day));
const period = (start: number | null, end: number | null): OrderView =>
  ({
    kind: 'membership',
    startDate: start === null ? null : at(start),
    endDate: end === null ? null : at(end),
  }) as OrderView;

describe('findMemberSince', () => {
  it('goes back through periods that follow each other, and stops at a gap', () => {
    const orders = [period(61, 91), period(31, 61), period(1, 20), period(null, null)];
    expect(findMemberSince(orders, at(91))).toEqual(at(31));
  });

  it('does not guess when no order explains the end', () => {
    expect(findMemberSince([period(1, 31)], at(40))).toBeNull();
  });
});
