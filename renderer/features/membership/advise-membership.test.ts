import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adviseMembership } from './advise-membership.ts';

const COST = 10;
const MONTHLY = { priceFen: 990, durationDays: 30 };
const QUARTERLY = { priceFen: 2_500, durationDays: 90 };
const YEARLY = { priceFen: 8_800, durationDays: 365 };
const PACKAGES = [
  { totalAmount: 10, priceFen: 100 },
  { totalAmount: 110, priceFen: 1_000 },
  { totalAmount: 600, priceFen: 5_000 },
  { totalAmount: 1_300, priceFen: 10_000 },
];

describe('adviseMembership', () => {
  it.each([
    [MONTHLY, 10, 13],
    [QUARTERLY, 9, 11],
    [YEARLY, 8, 10],
  ])(
    'finds how often one must create for %j to pay: %i at the base package, %i at the best',
    (plan, base, best) => {
      const advice = adviseMembership(plan, PACKAGES, COST, 1);
      expect([advice?.base.breakEven, advice?.best?.breakEven]).toEqual([base, best]);
    },
  );

  it.each([
    [0, 'unknown'],
    [9, 'does-not-pay'],
    [10, 'pays-at-base'],
    [12, 'pays-at-base'],
    [13, 'pays'],
  ] as const)('judges %i creations against the monthly plan as %s', (made, verdict) => {
    expect(adviseMembership(MONTHLY, PACKAGES, COST, made)?.verdict).toBe(verdict);
  });

  it('says by how much the cheaper way is cheaper', () => {
    const differences = [9, 10, 13].map(
      (made) => adviseMembership(MONTHLY, PACKAGES, COST, made)?.differenceFen,
    );
    // 9.90 − 9.00 at the base; 10.00 − 9.90 at the base; 13 × 10.00 / 13 − 9.90 at the best.
    expect(differences).toEqual([90, 10, 10]);
  });

  it('names no best package where all credits cost the same, and advises nothing without packages', () => {
    const alike = [PACKAGES[0], { totalAmount: 100, priceFen: 1_000 }].filter((one) => one !== undefined);
    expect(adviseMembership(MONTHLY, alike, COST, 10)).toMatchObject({ best: null, verdict: 'pays' });
    expect(adviseMembership(MONTHLY, [], COST, 10)).toBeNull();
  });

  it('never says that a plan pays while as many credits would be cheaper', () => {
    const amount = fc.integer({ min: 1, max: 100_000 });
    const item = fc.record({ totalAmount: amount, priceFen: amount });
    const plan = fc.record({ priceFen: amount, durationDays: fc.integer({ min: 1, max: 400 }) });
    fc.assert(
      fc.property(plan, item, fc.integer({ min: 1, max: 1_000 }), (plan, item, made) => {
        const verdict = adviseMembership(plan, [item], COST, made)?.verdict;
        const creditsCost = BigInt(made * COST) * BigInt(item.priceFen) * BigInt(plan.durationDays);
        const planCost = BigInt(plan.priceFen) * 30n * BigInt(item.totalAmount);
        expect(verdict).toBe(creditsCost >= planCost ? 'pays' : 'does-not-pay');
      }),
    );
  });
});
