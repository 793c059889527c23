import type { Reader } from '../database/sql.ts';

/** The numbers of a package that an order copies. */
export interface CreditPackage {
  readonly id: number;
  readonly amount: number;
  readonly bonus: number;
  readonly priceFen: number;
}

/** A package that is on sale; null for one that is not, or never was. */
export async function findCreditPrice(reader: Reader, priceId: number): Promise<CreditPackage | null> {
  const [row] = await reader.all<{ id: number; amount: number; bonus: number; price_fen: number }>(
    `SELECT id, amount, bonus, price_fen FROM credit_prices WHERE id = $priceId AND is_active`,
    { priceId },
  );
  return row ? { id: row.id, amount: row.amount, bonus: row.bonus, priceFen: row.price_fen } : null;
}
