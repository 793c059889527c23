import { describe, expect, it } from 'vitest';
import type { CreditStatisticsView, DailyCreditsView } from '../../../shared/contracts/statistics.ts';
import { formatBusinessDay, summarizeDays } from './statistics-daily.ts';
import { formatEquation, solveEquation } from './statistics-equation.ts';

const statistics: CreditStatisticsView = {
  credits: 1_230,
  totalRecharged: 1_100,
  totalRewarded: 310,
  totalConsumed: 200,
  totalRefunded: 40,
  totalExpired: 15,
  totalReversed: 5,
  totalSpentFen: 11_000,
  generationCount: 20,
  daily: [],
};
const day = (date: string, moved: Partial<DailyCreditsView>): DailyCreditsView => ({
  date,
  recharged: 0,
  rewarded: 0,
  consumed: 0,
  refunded: 0,
  ...moved,
});

describe('the equation of credits', () => {
  it('adds up to the balance', () => {
    expect(solveEquation(statistics)).toEqual({ sum: 1_230, unavailable: 0 });
    expect(formatEquation(statistics, 0, String)).toBe('1100 + 310 + 40 − 200 − 15 − 5 = 1230');
  });

  it('tells what is there but cannot be spent', () => {
    const held = { ...statistics, credits: 1_200 };
    expect(solveEquation(held)).toEqual({ sum: 1_230, unavailable: 30 });
    expect(formatEquation(held, 30, String)).toBe('1100 + 310 + 40 − 200 − 15 − 5 − 30 = 1200');
  });

  it('claims nothing of figures from different moments', () => {
    expect(solveEquation({ ...statistics, credits: 1_240 }).unavailable).toBeNull();
  });
});

describe('the last days', () => {
  it('are added up, with the day most was spent on', () => {
    const days = [
      day('2026-11-20', { recharged: 100, rewarded: 10, consumed: 40 }),
      day('2026-11-21', { consumed: 40, refunded: 10 }),
      day('2026-11-22', { consumed: 10 }),
    ];
    expect(summarizeDays(days)).toEqual({
      recharged: 100,
      rewarded: 10,
      consumed: 90,
      refunded: 10,
      busiest: days[1],
      isStill: false,
    });
  });

  it('are still when nothing moved', () => {
    expect(summarizeDays([day('2026-11-22', {})])).toMatchObject({ busiest: null, isStill: true });
  });

  it('are named as the server gave them, wherever the reader is', () => {
    expect(formatBusinessDay('2026-11-01', 'zh-CN', 'full')).toBe('11月1日');
    expect(formatBusinessDay('2026-11-01', 'en', 'full')).toBe('1 Nov');
    expect(formatBusinessDay('2026-11-01', 'en', 'axis')).toBe('01/11');
  });
});
