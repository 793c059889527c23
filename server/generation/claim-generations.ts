import { randomUUID } from 'node:crypto';
import type { GenerationKind, GenerationOptions } from '../../shared/contracts/generation.ts';
import type { Tx } from '../database/transaction.ts';
import { refParams, refTable, type GenerationRef } from './generation-refs.ts';
import type { GenerationDeps } from './generation-runtime.ts';
import { LEASE_MS, type Lease } from './lease.ts';

/** Waiting generations that one claim looks at; a user has at most 50, so several users' are among them. */
const WINDOW = 500;

/** Any number will do, as long as nothing else on this database takes the same advisory lock. */
const CLAIM_LOCK = 726_104_872;

/** A generation that this process is to make now. */
export interface ClaimedGeneration extends Lease {
  readonly kind: GenerationKind;
  readonly prompt: string;
  readonly count: number;
  readonly options: GenerationOptions;
}

/**
 * Takes up to `slots` waiting generations under a fresh lease. Users take turns: who has fewest running comes first,
 * then the oldest request; nobody has more than `limits.runningGenerationsPerUser` running over all processes.
 */
export async function claimGenerations(
  deps: Pick<GenerationDeps, 'db' | 'limits' | 'generation'>,
  slots: number,
): Promise<ClaimedGeneration[]> {
  const perUser = deps.limits.runningGenerationsPerUser;
  const { model } = deps.generation.provider;
  const leaseToken = randomUUID();
  let tries = 0;
  return deps.db.write(
    async (tx) => {
      tries += 1;
      // Claims take turns over all processes: two at once would each find room for the same user's last one.
      if (tx.dialect === 'postgres')
        await tx.all(`SELECT pg_advisory_xact_lock($lock)`, { lock: CLAIM_LOCK });
      // What was taken by a COMMIT whose answer was lost would wait for its lease to lapse, and then fail.
      const taken = tries === 1 ? [] : await listTaken(tx, leaseToken);
      if (taken.length > 0) return taken;
      const refs = await listNext(tx, perUser, slots);
      return refs.length === 0 ? [] : take(tx, refs, { leaseToken, model });
    },
    { repeatable: true },
  );
}

/** Whether anything waits at all; far cheaper than a claim. */
export async function hasQueued(deps: Pick<GenerationDeps, 'db'>): Promise<boolean> {
  const rows = await deps.db.reader.all(
    `SELECT 1 AS waiting FROM generations WHERE status = 'QUEUED' LIMIT 1`,
  );
  return rows.length > 0;
}

async function listNext(tx: Tx, perUser: number, slots: number): Promise<GenerationRef[]> {
  // Left to itself, SQLite walks every generation there ever was, because those come in the order of users.
  const runningOnly = tx.dialect === 'sqlite' ? 'INDEXED BY generations_leases' : '';
  const rows = await tx.all<{ user_id: string; id: string }>(
    `WITH running AS (
       SELECT user_id, COUNT(*) AS number FROM generations ${runningOnly} WHERE status = 'RUNNING' GROUP BY user_id
     ), oldest AS (
       SELECT user_id, id, created_at FROM generations
       WHERE status = 'QUEUED' AND user_id NOT IN (SELECT user_id FROM running WHERE number >= $perUser)
       ORDER BY created_at LIMIT ${WINDOW}
     ), ranked AS (
       SELECT o.user_id, o.id, o.created_at, COALESCE(r.number, 0)
         + row_number() OVER (PARTITION BY o.user_id ORDER BY o.created_at, o.id) AS turn
       FROM oldest o LEFT JOIN running r ON r.user_id = o.user_id
     )
     SELECT user_id, id FROM ranked WHERE turn <= $perUser ORDER BY turn, created_at, id LIMIT $slots`,
    { perUser, slots },
  );
  return rows.map((row) => ({ userId: row.user_id, id: row.id }));
}

interface ClaimedRow {
  readonly user_id: string;
  readonly id: string;
  readonly kind: GenerationKind;
  readonly prompt: string;
  readonly count: number;
  readonly options: string;
}

async function take(
  tx: Tx,
  refs: readonly GenerationRef[],
  { leaseToken, model }: { readonly leaseToken: string; readonly model: string },
): Promise<ClaimedGeneration[]> {
  const now = tx.now.getTime();
  const rows = await tx.all<ClaimedRow>(
    `UPDATE generations SET status = 'RUNNING', lease_token = $leaseToken, lease_expires_at = $leaseEnd,
       started_at = $now, progress = 0, model = $model
     FROM ${refTable(tx.dialect)}
     WHERE generations.user_id = r.user_id AND generations.id = r.id AND generations.status = 'QUEUED'
     RETURNING generations.user_id, generations.id, kind, prompt, count, options`,
    { leaseToken, leaseEnd: now + LEASE_MS, now, model, ...refParams(tx.dialect, refs) },
  );
  return rows.map((row) => toClaimed(row, leaseToken));
}

async function listTaken(tx: Tx, leaseToken: string): Promise<ClaimedGeneration[]> {
  const rows = await tx.all<ClaimedRow>(
    `SELECT user_id, id, kind, prompt, count, options FROM generations
     WHERE status = 'RUNNING' AND lease_token = $leaseToken`,
    { leaseToken },
  );
  return rows.map((row) => toClaimed(row, leaseToken));
}

function toClaimed(row: ClaimedRow, leaseToken: string): ClaimedGeneration {
  return {
    userId: row.user_id,
    id: row.id,
    leaseToken,
    kind: row.kind,
    prompt: row.prompt,
    count: row.count,
    options: JSON.parse(row.options) as GenerationOptions,
  };
}
