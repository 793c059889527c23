import type { MembershipType } from '../../shared/contracts/membership.ts';
import type { Reader } from '../database/sql.ts';

/** A membership period as its owner's export tells it. */
export interface ExportedPeriod {
  readonly orderNo: string;
  readonly membershipType: MembershipType;
  readonly startAt: Date;
  readonly endAt: Date;
}

/** Every membership period of a user, in the order of their numbers; few enough for one read. */
export async function listPeriodsForExport(reader: Reader, userId: string): Promise<ExportedPeriod[]> {
  const rows = await reader.all<{
    order_no: string;
    membership_type: MembershipType;
    start_at: number;
    end_at: number;
  }>(
    `SELECT order_no, membership_type, start_at, end_at FROM membership_periods
     WHERE user_id = $userId ORDER BY number`,
    { userId },
  );
  return rows.map((row) => ({
    orderNo: row.order_no,
    membershipType: row.membership_type,
    startAt: new Date(row.start_at),
    endAt: new Date(row.end_at),
  }));
}
