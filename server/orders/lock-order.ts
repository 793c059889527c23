import type { MembershipType } from '../../shared/contracts/membership.ts';
import type { OrderKind, OrderStatus, PaymentMethod } from '../../shared/contracts/orders.ts';
import { forUpdate } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';

/** The part of an order that decisions are made from, held still until the transaction ends. */
export interface LockedOrder {
  readonly orderNo: string;
  readonly kind: OrderKind;
  readonly userId: string;
  readonly priceFen: number;
  readonly paymentMethod: PaymentMethod;
  readonly paymentStatus: OrderStatus;
  readonly amount: number | null;
  readonly bonus: number | null;
  readonly membershipType: MembershipType | null;
  readonly durationDays: number | null;
  readonly expiresAt: Date;
}

interface Row {
  readonly order_no: string;
  readonly kind: OrderKind;
  readonly user_id: string;
  readonly price_fen: number;
  readonly payment_method: PaymentMethod;
  readonly payment_status: OrderStatus;
  readonly amount: number | null;
  readonly bonus: number | null;
  readonly membership_type: MembershipType | null;
  readonly duration_days: number | null;
  readonly expires_at: number;
}

/** Step: locks an order and reads it as it is now; null when there is none. Orders are locked before anything else. */
export async function lockOrder(tx: Tx, orderNo: string): Promise<LockedOrder | null> {
  const [row] = await tx.all<Row>(
    `SELECT order_no, kind, user_id, price_fen, payment_method, payment_status, amount, bonus, membership_type,
            duration_days, expires_at
     FROM orders WHERE order_no = $orderNo ${forUpdate(tx.dialect)}`,
    { orderNo },
  );
  return row
    ? {
        orderNo: row.order_no,
        kind: row.kind,
        userId: row.user_id,
        priceFen: row.price_fen,
        paymentMethod: row.payment_method,
        paymentStatus: row.payment_status,
        amount: row.amount,
        bonus: row.bonus,
        membershipType: row.membership_type,
        durationDays: row.duration_days,
        expiresAt: new Date(row.expires_at),
      }
    : null;
}
