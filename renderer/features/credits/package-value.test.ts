import { describe, expect, it } from 'vitest';
import { creditsPerYuan, findBestValue, findSufficient, percentCheaper } from './package-value.ts';

const TEN = { totalAmount: 10, priceFen: 100 };
const HUNDRED = { totalAmount: 110, priceFen: 1_000 };
const THOUSAND = { totalAmount: 1_300, priceFen: 10_000 };
const PACKAGES = [TEN, HUNDRED, THOUSAND];

describe('the value of packages', () => {
  it('tells credits per yuan, and never promises more than there are', () => {
    expect(PACKAGES.map(creditsPerYuan)).toEqual([10, 11, 13]);
    expect(creditsPerYuan({ totalAmount: 1_299, priceFen: 10_000 })).toBe(12.9);
  });

  it('names the cheapest credits, the smaller package of equals, and none where all are alike', () => {
    expect(findBestValue(PACKAGES)).toBe(THOUSAND);
    expect(findBestValue([{ totalAmount: 220, priceFen: 2_000 }, HUNDRED, TEN])).toBe(HUNDRED);
    expect(findBestValue([TEN, { totalAmount: 20, priceFen: 200 }])).toBeNull();
    expect(findBestValue([])).toBeNull();
  });

  it('tells by how much a credit is cheaper', () => {
    expect(percentCheaper(THOUSAND, TEN)).toBe(23);
    expect(percentCheaper(TEN, TEN)).toBe(0);
  });

  it.each([
    [5, TEN],
    [10, TEN],
    [11, HUNDRED],
    [5_000, THOUSAND],
  ])('finds what a shortfall of %i needs', (shortfall, expected) => {
    expect(findSufficient(PACKAGES, shortfall)).toBe(expected);
  });
});
