import type { MembershipStateView } from '../../shared/contracts/membership.ts';
import type { OrderKind, OrderStatus } from '../../shared/contracts/orders.ts';
import type { TransactionView } from '../../shared/contracts/credits.ts';
import { getAvailableCredits } from '../credits/get-available-credits.ts';
import { pageTransactions } from '../credits/page-transactions.ts';
import { getMembershipState } from '../membership/get-membership-state.ts';
import { AppError } from '../platform/app-error.ts';
import type { AppDeps } from '../platform/app-deps.ts';
import { listOperatorActions, type OperatorActionView } from './list-operator-actions.ts';

const NEWEST_TRANSACTIONS = 20;

/** What an operator may know of a user: no password, token, code or prompt. */
export interface UserDescription {
  readonly user: {
    readonly id: string;
    readonly username: string | null;
    readonly email: string | null;
    readonly emailVerifiedAt: Date | null;
    readonly createdAt: Date;
    readonly deletedAt: Date | null;
  };
  readonly sessions: { readonly count: number; readonly lastSeenAt: Date | null };
  /** `balance` is what the lots hold; `available` is what of it is neither expired nor held. */
  readonly credits: { readonly balance: number; readonly available: number };
  readonly membership: MembershipStateView;
  readonly orders: readonly {
    readonly kind: OrderKind;
    readonly paymentStatus: OrderStatus;
    readonly count: number;
  }[];
  readonly newestTransactions: readonly TransactionView[];
  readonly operatorActions: readonly OperatorActionView[];
}

interface StoredUser {
  readonly id: string;
  readonly username: string | null;
  readonly email: string | null;
  readonly email_verified_at: number | null;
  readonly created_at: number;
  readonly deleted_at: number | null;
}

/** Everything an operator needs to answer a user's question. Throws NOT_FOUND. */
export async function describeUser(deps: Pick<AppDeps, 'db'>, userId: string): Promise<UserDescription> {
  const { reader } = deps.db;
  const now = deps.db.now();
  const [user] = await reader.all<StoredUser>(
    `SELECT id, username, email, email_verified_at, created_at, deleted_at FROM users WHERE id = $userId`,
    { userId },
  );
  if (!user) throw new AppError('NOT_FOUND');
  const [sessions] = await reader.all<{ count: number; last_seen_at: number | null }>(
    `SELECT COUNT(*) AS count, MAX(last_seen_at) AS last_seen_at FROM sessions
     WHERE user_id = $userId AND expires_at > $now`,
    { userId, now: now.getTime() },
  );
  const [account] = await reader.all<{ balance: number }>(
    `SELECT balance FROM credit_accounts WHERE user_id = $userId`,
    { userId },
  );
  const orders = await reader.all<UserDescription['orders'][number]>(
    `SELECT kind, payment_status AS "paymentStatus", COUNT(*) AS count FROM orders
     WHERE user_id = $userId GROUP BY kind, payment_status ORDER BY kind, payment_status`,
    { userId },
  );
  const actor = { userId, sessionId: null };
  const newest = await pageTransactions(deps, actor, { skip: 0, limit: NEWEST_TRANSACTIONS });
  return {
    user: {
      id: user.id,
      username: user.username,
      email: user.email,
      emailVerifiedAt: toDate(user.email_verified_at),
      createdAt: new Date(user.created_at),
      deletedAt: toDate(user.deleted_at),
    },
    sessions: { count: sessions?.count ?? 0, lastSeenAt: toDate(sessions?.last_seen_at ?? null) },
    credits: {
      balance: account?.balance ?? 0,
      available: await getAvailableCredits(reader, now, userId),
    },
    membership: await getMembershipState(reader, now, userId),
    orders,
    newestTransactions: newest.items,
    operatorActions: await listOperatorActions(deps, { userId }),
  };
}

function toDate(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
