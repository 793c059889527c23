import { createHash } from 'node:crypto';
import type { LiveVersions } from '../../shared/contracts/live.ts';
import type { Dialect, Reader } from '../database/sql.ts';
import { idBoundAt } from '../platform/time-ordered-id.ts';

/** A topic with a version. */
type VersionedTopic = keyof LiveVersions;
/** Every topic with a version. */
const VERSIONED_TOPICS: readonly VersionedTopic[] = ['credits', 'membership', 'orders', 'generations'];

/**
 * What tells one state of a user's data from another, read by one statement at one moment, without walking the
 * ledger or the finished generations:
 * - credits: the last sequence, and what is held (a hold writes no row);
 * - membership: the periods, and whether one covers now;
 * - orders: every order with its status and money paid back, and the attempts to pay those still open;
 * - generations: the newest of either kind (list-newest-ids.ts), the live ones with their progress, the latest deletion, and the last charge. One that
 *   has ended is missing among the live ones, or was started after the newest that was known. Few run at a time in
 *   the whole system, and SQLite has to be told to look among those first.
 */
const fingerprints = (dialect: Dialect): string => `
  SELECT
    (SELECT a.last_sequence || ' ' || COALESCE(SUM(l.held), 0)
       FROM credit_accounts a
       LEFT JOIN credit_lots l ON l.user_id = a.user_id AND l.origin_sequence >= a.first_open_sequence
       WHERE a.user_id = $userId GROUP BY a.last_sequence) AS credits,
    (SELECT COUNT(*) || ' ' || COALESCE(MAX(end_at), 0) || ' '
         || COALESCE(SUM(CASE WHEN start_at <= $now AND $now < end_at THEN 1 ELSE 0 END), 0)
       FROM membership_periods WHERE user_id = $userId) AS membership,
    (SELECT string_agg(id || ':' || payment_status || ':' || refunded_fen, ' ' ORDER BY id)
       FROM orders WHERE user_id = $userId) AS orders,
    (SELECT string_agg(p.id || ':' || p.state, ' ' ORDER BY p.id)
       FROM orders o JOIN payments p ON p.order_no = o.order_no
       WHERE o.user_id = $userId AND o.payment_status = 'PENDING') AS attempts,
    (SELECT id FROM generations
       WHERE user_id = $userId AND id < $beforeId ORDER BY id DESC LIMIT 1) AS newest,
    (SELECT created_at || ':' || id FROM generations
       WHERE user_id = $userId AND listed_apart ORDER BY created_at DESC, id DESC LIMIT 1) AS apart,
    (SELECT string_agg(id || ':' || status || ':' || progress, ' ' ORDER BY id) FROM (
       SELECT id, status, progress FROM generations WHERE user_id = $userId AND status = 'QUEUED'
       UNION ALL
       SELECT id, status, progress FROM generations ${dialect === 'sqlite' ? 'INDEXED BY generations_leases' : ''}
         WHERE status = 'RUNNING' AND user_id = $userId) AS g) AS live,
    (SELECT MAX(deleted_at) FROM generations WHERE user_id = $userId AND deleted_at IS NOT NULL) AS deleted,
    (SELECT last_sequence FROM credit_accounts WHERE user_id = $userId) AS sequence`;

type Fingerprints = Record<
  'credits' | 'membership' | 'orders' | 'attempts' | 'newest' | 'apart' | 'live' | 'deleted' | 'sequence',
  string | number | null
>;

/** The current versions of a user's topics: equal words mean that nothing was missed. */
export async function readVersions(reader: Reader, now: Date, userId: string): Promise<LiveVersions> {
  const [row] = await reader.all<Fingerprints>(fingerprints(reader.dialect), {
    userId,
    now: now.getTime(),
    beforeId: idBoundAt(now.getTime()),
  });
  return {
    credits: toWord(row?.credits),
    membership: toWord(row?.membership),
    orders: toWord(row?.orders, row?.attempts),
    generations: toWord(row?.newest, row?.apart, row?.live, row?.deleted, row?.sequence),
  };
}

/** The topics whose versions differ. */
export function listDifferences(before: LiveVersions, after: LiveVersions): VersionedTopic[] {
  return VERSIONED_TOPICS.filter((topic) => before[topic] !== after[topic]);
}

function toWord(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}
