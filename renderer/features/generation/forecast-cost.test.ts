import { expect, it } from 'vitest';
import { forecastCost } from './forecast-cost.ts';

const guest = (credits: number) => ({
  credits,
  creditsPerOutput: 10,
  isMember: false,
  memberExpiredAt: null,
});

it('costs ten credits an output, and says how many are missing', () => {
  expect(forecastCost(3, guest(110))).toEqual({
    each: 10,
    credits: 30,
    isCovered: false,
    available: 110,
    shortfall: 0,
  });
  expect(forecastCost(4, guest(15))).toMatchObject({ credits: 40, shortfall: 25 });
});

it('costs what the server asks', () => {
  const overview = { ...guest(100), creditsPerOutput: 25 };
  expect(forecastCost(2, overview)).toMatchObject({ each: 25, credits: 50, shortfall: 0 });
});

it('costs a member nothing, whatever the balance', () => {
  const member = { credits: 0, creditsPerOutput: 10, isMember: true, memberExpiredAt: new Date() };
  expect(forecastCost(4, member)).toMatchObject({ credits: 0, isCovered: true, shortfall: 0 });
});

it('misses nothing while the balance is not known: the server will tell', () => {
  expect(forecastCost(1, undefined)).toEqual({
    each: 10,
    credits: 10,
    isCovered: false,
    available: null,
    shortfall: 0,
  });
});
