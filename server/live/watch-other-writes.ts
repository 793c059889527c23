import type { Database } from '../database/database.ts';
import type { Logger } from '../platform/logger.ts';

/** How soon the write of a command beside a live server is noticed. */
const WATCH_MS = 1_000;

/** Looks for writes of other processes while somebody is interested. */
export interface OtherWritesWatch {
  start(): void;
  stop(): void;
}

/**
 * Calls `onWrite` when another process has written to a SQLite file, also when that was while nobody watched, and
 * after the first start, when nothing is known yet.
 */
export function watchOtherWrites(db: Database, logger: Logger, onWrite: () => void): OtherWritesWatch {
  let timer: NodeJS.Timeout | undefined;
  let known: number | undefined;
  const look = async (): Promise<void> => {
    try {
      const version = await db.otherWrites();
      if (version === known) return;
      known = version;
      if (timer) onWrite();
    } catch (error) {
      logger.warn({ err: error }, 'the writes of other processes cannot be watched');
    }
  };
  return {
    start: () => {
      if (timer) return;
      timer = setInterval(() => void look(), WATCH_MS).unref();
      void look();
    },
    stop: () => {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
