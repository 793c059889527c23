import type { Services } from '../app-context.ts';
import { sweepDeletedAccounts } from '../account/sweep-deleted-accounts.ts';
import { deleteExpiredSessions } from '../auth/delete-expired-sessions.ts';
import { expireLots } from '../credits/expire-lots.ts';
import { markClock } from '../database/clock-mark.ts';
import { recoverGenerations } from '../generation/recover-generations.ts';
import { sweepOutputFiles } from '../generation/sweep-output-files.ts';
import { closeExpiredOrders } from '../orders/close-expired-orders.ts';
import { createJobRunner, type Job, type JobRunner } from './create-job-runner.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** What runs without a request. */
export type JobName =
  | 'close-expired-orders'
  | 'recover-generations'
  | 'expire-lots'
  | 'mark-clock'
  | 'delete-expired-sessions'
  | 'sweep-output-files'
  | 'sweep-deleted-accounts';

/** The jobs of one server. */
export type Jobs = JobRunner<JobName>;

/**
 * The jobs, not started yet. Several servers may run them on one database at the same time: each command does its
 * work by conditional updates or keys, so whoever comes second finds nothing left to do.
 */
export function createJobs(services: Services): Jobs {
  const jobs: Job<JobName>[] = [
    {
      name: 'close-expired-orders',
      everyMs: 20 * SECOND_MS,
      run: (signal) => closeExpiredOrders(services, signal),
    },
    // domain.md, "Generation": leases are swept every 10 s.
    { name: 'recover-generations', everyMs: 10 * SECOND_MS, run: () => recoverGenerations(services) },
    // domain.md, "Credits": the EXPIRE row is there within a minute.
    { name: 'expire-lots', everyMs: 30 * SECOND_MS, run: () => expireLots(services) },
    // How far a clock set back between two runs could go unnoticed.
    { name: 'mark-clock', everyMs: 60 * SECOND_MS, run: () => markCurrentClock(services) },
    { name: 'delete-expired-sessions', everyMs: HOUR_MS, run: () => deleteExpiredSessions(services) },
    { name: 'sweep-output-files', everyMs: HOUR_MS, run: () => sweepOutputFiles(services) },
    { name: 'sweep-deleted-accounts', everyMs: HOUR_MS, run: () => sweepDeletedAccounts(services) },
  ];
  return createJobRunner(jobs, services.logger);
}

async function markCurrentClock({ db }: Pick<Services, 'db'>): Promise<number> {
  await db.write(markClock, { repeatable: true });
  return 0;
}
