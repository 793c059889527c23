import type { Database } from '../database/database.ts';
import { createLocalEventBus, type EventBus } from '../platform/events.ts';
import type { Logger } from '../platform/logger.ts';
import { openPostgresChannel } from './open-postgres-channel.ts';
import { watchOtherWrites } from './watch-other-writes.ts';

/**
 * Events within this process and, as far as the database allows, of every other: on PostgreSQL each process hears
 * what the others publish; on SQLite a command that writes beside the server makes streams compare versions.
 * Works from the first call on, whether or not the database can be reached.
 */
export function createEventBus(db: Database, logger: Logger): EventBus {
  return db.dialect === 'postgres' ? createPostgresBus(db, logger) : createSqliteBus(db, logger);
}

function createPostgresBus(db: Database, logger: Logger): EventBus {
  const local = createLocalEventBus();
  const channel = openPostgresChannel(db, local, logger);
  let closing: Promise<void> | undefined;
  return {
    ...local,
    publish: (changes) => {
      local.publish(changes);
      channel.publish(changes);
    },
    subscribe: (userId, listener) => {
      if (local.countSubscribers(userId) === 0) channel.announce(userId);
      return local.subscribe(userId, listener);
    },
    close: () =>
      (closing ??= (async () => {
        local.drain();
        await channel.close();
        await local.close();
      })()),
  };
}

function createSqliteBus(db: Database, logger: Logger): EventBus {
  const local = createLocalEventBus();
  const watch = watchOtherWrites(db, logger, () => local.doubt());
  return {
    ...local,
    subscribe: (userId, listener) => {
      watch.start();
      const unsubscribe = local.subscribe(userId, listener);
      return () => {
        unsubscribe();
        if (local.listUserIds().length === 0) watch.stop();
      };
    },
    close: () => {
      watch.stop();
      return local.close();
    },
  };
}
