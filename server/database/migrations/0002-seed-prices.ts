import type { Migration } from './migration.ts';

/** Credit packages: credits, fen, bonus (the guide, 充值套餐). */
const CREDIT_PACKAGES = [
  [10, 100, 0],
  [100, 1_000, 10],
  [500, 5_000, 100],
  [1_000, 10_000, 300],
] as const;

/** Membership plans: type, days, fen, list price in fen (the guide, 会员套餐; days from domain.md). */
const MEMBERSHIP_PLANS = [
  ['MONTHLY', 30, 990, 1_990],
  ['QUARTERLY', 90, 2_500, 5_970],
  ['YEARLY', 365, 8_800, 23_880],
] as const;

/** The guide's prices. Later changes are made in the tables; orders keep the numbers they were placed with. */
export const seedPrices: Migration = {
  name: '0002-seed-prices',
  statements: (dialect) => {
    const yes = dialect === 'sqlite' ? '1' : 'TRUE';
    return [
      ...CREDIT_PACKAGES.map(
        ([amount, priceFen, bonus], i) =>
          `INSERT INTO credit_prices (amount, price_fen, bonus, is_active, sort_order) VALUES (${amount}, ${priceFen}, ${bonus}, ${yes}, ${i + 1})`,
      ),
      ...MEMBERSHIP_PLANS.map(
        ([type, days, priceFen, originalPriceFen], i) =>
          `INSERT INTO membership_prices (membership_type, duration_days, price_fen, original_price_fen, is_active, sort_order)
           VALUES ('${type}', ${days}, ${priceFen}, ${originalPriceFen}, ${yes}, ${i + 1})`,
      ),
    ];
  },
};
