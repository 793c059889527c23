import type { Tx } from '../database/transaction.ts';
import type { Operator } from '../platform/app-deps.ts';

/** What an operator did, for the record; `userId` and `orderNo` say whose and which, so that it can be found again. */
export interface OperatorAction {
  /** A stable word such as `credits.grant`. */
  readonly action: string;
  readonly userId?: string | null;
  readonly orderNo?: string | null;
  /** Numbers and names that explain the act; never a password, code or token. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Writes who, when, why and what into `operator_actions`, in the transaction of the act itself (domain.md, "Operators"). */
export async function recordOperatorAction(
  tx: Tx,
  operator: Operator,
  { action, userId = null, orderNo = null, details = {} }: OperatorAction,
): Promise<void> {
  await tx.run(
    `INSERT INTO operator_actions (operator, action, reason, user_id, order_no, details, created_at)
     VALUES ($operator, $action, $reason, $userId, $orderNo, $details, $createdAt)`,
    {
      operator: operator.operator,
      action,
      reason: operator.reason,
      userId,
      orderNo,
      details: JSON.stringify(details),
      createdAt: tx.now.getTime(),
    },
  );
}
