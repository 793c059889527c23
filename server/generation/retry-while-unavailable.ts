import { setTimeout as delay } from 'node:timers/promises';
import { classifyDatabaseError } from '../database/database-errors.ts';

/** Waits between attempts; together a little longer than a lease, after which another worker has taken care. */
const WAITS_MS = [100, 300, 1_000, 3_000, 5_000, 10_000, 15_000];

/** Repeats `work` while the database is busy, full or away, for about a lease's time; other errors are thrown at once. */
export async function retryWhileUnavailable<T>(work: () => Promise<T>): Promise<T> {
  for (const waitMs of WAITS_MS) {
    try {
      return await work();
    } catch (error) {
      if (!['unavailable', 'connection-lost'].includes(classifyDatabaseError(error))) throw error;
      await delay(waitMs);
    }
  }
  return work();
}
