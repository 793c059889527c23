import type { Database } from './database.ts';
import type { Tx } from './transaction.ts';

/** Makes the clock continue where the last run left off, should the machine's clock have been set back meanwhile. */
export async function restoreClock(db: Database): Promise<void> {
  const [mark] = await db.reader.all<{ latest_at: number }>(`SELECT latest_at FROM clock_marks`);
  if (mark) db.raiseClock(mark.latest_at);
}

/** Notes this transaction's instant as one that has been. */
export async function markClock(tx: Tx): Promise<void> {
  await tx.run(
    `INSERT INTO clock_marks (id, latest_at) VALUES (1, $now)
     ON CONFLICT (id) DO UPDATE SET latest_at = excluded.latest_at WHERE clock_marks.latest_at < excluded.latest_at`,
    { now: tx.now.getTime() },
  );
}
