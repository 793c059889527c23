import { describe, expect, it } from 'vitest';
import { businessDate, lastBusinessDates } from './business-date.ts';

const SHANGHAI = 'Asia/Shanghai';

describe('business dates', () => {
  it.each([
    ['2026-02-28T15:59:59.999Z', '2026-02-28'],
    ['2026-02-28T16:00:00.000Z', '2026-03-01'],
    ['2028-02-28T16:00:00.000Z', '2028-02-29'],
    ['2026-12-31T16:00:00.000Z', '2027-01-01'],
  ])('change at midnight in the business time zone: %s is %s', (instant, date) => {
    expect(businessDate(new Date(instant), SHANGHAI)).toBe(date);
  });

  it('lists the days up to today over month ends and the leap day, none twice and none missing', () => {
    expect(lastBusinessDates(new Date('2028-03-01T12:00:00Z'), 3, SHANGHAI)).toEqual([
      '2028-02-28',
      '2028-02-29',
      '2028-03-01',
    ]);
    expect(new Set(lastBusinessDates(new Date('2026-11-05T07:30:00Z'), 30, 'America/New_York')).size).toBe(
      30,
    );
  });

  it('does not confuse two zones asked about the same instant', () => {
    const instant = new Date('2026-01-01T00:30:00Z');
    expect([businessDate(instant, SHANGHAI), businessDate(instant, 'America/New_York')]).toEqual([
      '2026-01-01',
      '2025-12-31',
    ]);
  });
});
