import type { AppDeps } from '../platform/app-deps.ts';

const NEWEST = 100;

/** Something an operator did. */
export interface OperatorActionView {
  readonly id: number;
  readonly operator: string;
  readonly action: string;
  readonly reason: string;
  readonly userId: string | null;
  readonly orderNo: string | null;
  readonly details: unknown;
  readonly createdAt: Date;
}

interface Row {
  readonly id: number;
  readonly operator: string;
  readonly action: string;
  readonly reason: string;
  readonly user_id: string | null;
  readonly order_no: string | null;
  readonly details: string;
  readonly created_at: number;
}

/** What operators did about a user or an order, newest first, at most a hundred. */
export async function listOperatorActions(
  { db }: Pick<AppDeps, 'db'>,
  about: { readonly userId: string } | { readonly orderNo: string },
): Promise<OperatorActionView[]> {
  const condition = 'userId' in about ? 'user_id = $userId' : 'order_no = $orderNo';
  const rows = await db.reader.all<Row>(
    `SELECT id, operator, action, reason, user_id, order_no, details, created_at
     FROM operator_actions WHERE ${condition} ORDER BY id DESC LIMIT ${NEWEST}`,
    { ...about },
  );
  return rows.map((row) => ({
    id: row.id,
    operator: row.operator,
    action: row.action,
    reason: row.reason,
    userId: row.user_id,
    orderNo: row.order_no,
    details: JSON.parse(row.details) as unknown,
    createdAt: new Date(row.created_at),
  }));
}
