import { describe, expect, it } from 'vitest';
import type { GenerationView } from '../../../shared/contracts/generation.ts';
import { countCoveredCreations, countPaidCreations } from './count-recent-creations.ts';

const NOW = Date.UTC(2026, 10, 30);
const DAY_MS = 86_400_000;

function day(consumed: number, refunded: number) {
  return { date: '2026-11-01', recharged: 0, rewarded: 0, consumed, refunded };
}

function work(daysAgo: number, status: GenerationView['receipt']['status'], outputs: number): GenerationView {
  return {
    createdAt: new Date(NOW - daysAgo * DAY_MS),
    receipt: { status, credits: 0, refunded: 0 },
    outputs: Array.from({ length: outputs }),
  } as GenerationView;
}

describe('counting recent creations', () => {
  it('counts only credits that were not given back', () => {
    expect(countPaidCreations([day(40, 10), day(0, 0), day(20, 20)], 10)).toBe(3);
  });

  it('does not count below nothing when credits of before come back', () => {
    expect(countPaidCreations([day(0, 10)], 10)).toBe(0);
  });

  it('counts what membership covered within 30 days and what came of it', () => {
    const works = [
      work(1, 'COVERED_BY_MEMBERSHIP', 4),
      work(2, 'CHARGED', 1),
      work(3, 'COVERED_BY_MEMBERSHIP', 0),
      work(31, 'COVERED_BY_MEMBERSHIP', 1),
    ];
    expect(countCoveredCreations(works, 4, NOW)).toEqual({ count: 4, isAtLeast: false });
  });

  it('says "at least" while the works that were not looked at may be recent', () => {
    const works = [work(1, 'COVERED_BY_MEMBERSHIP', 1), work(2, 'COVERED_BY_MEMBERSHIP', 1)];
    expect(countCoveredCreations(works, 3, NOW)).toEqual({ count: 2, isAtLeast: true });
  });
});
