import {
  parseDescription,
  type CreditPriceView,
  type TransactionView,
} from '../../shared/contracts/credits.ts';
import type { CreditPrice } from './credits.model.ts';
import type { StoredLedgerRow } from './ledger-rows.ts';

/** A package as its buyer sees it. */
export function presentCreditPrice(price: CreditPrice): CreditPriceView {
  return {
    id: price.id,
    amount: price.amount,
    bonus: price.bonus,
    totalAmount: price.amount + price.bonus,
    priceFen: price.priceFen,
    isActive: price.isActive,
    sortOrder: price.sortOrder,
  };
}

/** A ledger row as its owner sees it. */
export function presentTransaction(row: StoredLedgerRow & { readonly id: number }): TransactionView {
  return {
    id: row.id,
    userId: row.user_id,
    sequence: row.sequence,
    type: row.type,
    amount: row.amount,
    balanceAfter: row.balance_after,
    description: parseDescription(row.description),
    relatedType: row.related_type,
    relatedId: row.related_id,
    createdAt: new Date(row.created_at),
  };
}
