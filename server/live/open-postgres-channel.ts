import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Database } from '../database/database.ts';
import type { LiveChange, LocalEventBus } from '../platform/events.ts';
import type { Logger } from '../platform/logger.ts';
import { decodePayload, encodePayloads } from './notify-payloads.ts';

const CHANNEL = 'studio_live';
/** How often a process repeats whom it streams to. */
const ANNOUNCE_MS = 30_000;
/** How long others believe it: more than two announcements. */
const BELIEVE_MS = 75_000;
/** After connecting everything is sent: by then every living process has announced its users at least once. */
const DOUBT_MS = 35_000;
const QUERY_TIMEOUT_MS = 10_000;
const RECONNECT_MS = { first: 100, longest: 10_000 } as const;
/** Beyond so many waiting changes others are told to compare versions instead. */
const MAX_WAITING = 5_000;
/** How long closing waits for what has not been sent. */
const CLOSE_MS = 2_000;

/** Carries changes between server processes over PostgreSQL's LISTEN and NOTIFY. */
export interface PostgresChannel {
  /** Sends to the processes that stream to these users; returns at once and never throws. */
  publish(changes: readonly LiveChange[]): void;
  /** Tells the others that this process streams to `userId` now. */
  announce(userId: string): void;
  /** Sends what is waiting and disconnects. */
  close(): Promise<void>;
}

/**
 * Connects in the background and again after every loss. Notifications go over the channel's own connection, in no
 * one's transaction, all of one turn together: NOTIFY takes a lock over the whole database when it commits.
 * Whenever something may have been missed, in either direction, the streams concerned are told to compare versions.
 */
export function openPostgresChannel(db: Database, local: LocalEventBus, logger: Logger): PostgresChannel {
  const self = randomUUID().slice(0, 8);
  const closing = new AbortController();
  const isClosing = (): boolean => closing.signal.aborted;
  const believedUntil = new Map<string, number>();
  const waiting = new Map<string, LiveChange>();
  const newUserIds = new Set<string>();
  let client: pg.Client | null = null;
  let sendAllUntil = 0;
  let owesDoubt = false;
  let sending: Promise<void> | null = null;

  const isWanted = (userId: string): boolean => {
    const now = performance.now();
    return now < sendAllUntil || now < (believedUntil.get(userId) ?? 0);
  };

  const receive = (payload: string): void => {
    const message = decodePayload(self, payload);
    if (message === null) return;
    const until = performance.now() + BELIEVE_MS;
    for (const userId of message.streamedUserIds) believedUntil.set(userId, until);
    local.publish(message.changes);
    if (message.doubt) local.doubt();
  };

  const takeWaiting = (): string[] => {
    const message = { changes: [...waiting.values()], streamedUserIds: [...newUserIds], doubt: owesDoubt };
    waiting.clear();
    newUserIds.clear();
    owesDoubt = false;
    return encodePayloads(self, message);
  };

  const send = async (): Promise<void> => {
    // Whatever else this turn publishes travels along.
    await new Promise(setImmediate);
    while (client && (waiting.size > 0 || newUserIds.size > 0 || owesDoubt)) {
      const current = client;
      try {
        await current.query(notifyQuery(takeWaiting()));
      } catch (error) {
        owesDoubt = true;
        logger.warn({ err: error }, 'live events could not be sent to other processes');
        await disconnect(current);
        return;
      }
    }
  };

  const flush = (): void => {
    if (client === null) return;
    sending ??= send().finally(() => {
      sending = null;
    });
  };

  const announceAll = (): void => {
    const now = performance.now();
    for (const [userId, until] of believedUntil) if (until < now) believedUntil.delete(userId);
    for (const userId of local.listUserIds()) newUserIds.add(userId);
    flush();
  };

  const serveConnection = async (): Promise<void> => {
    const connected = await connect(db);
    try {
      connected.on('notification', ({ payload }) => receive(payload ?? ''));
      const lost = once(connected, 'end', { signal: closing.signal });
      lost.catch(() => undefined);
      await connected.query(`LISTEN ${CHANNEL}`);
      client = connected;
      sendAllUntil = performance.now() + DOUBT_MS;
      announceAll();
      local.doubt();
      const timer = setInterval(announceAll, ANNOUNCE_MS).unref();
      await lost.finally(() => clearInterval(timer));
    } finally {
      if (client === connected) client = null;
      await disconnect(connected);
    }
  };

  const run = async (): Promise<void> => {
    let waitMs: number = RECONNECT_MS.first;
    while (!isClosing()) {
      const startedAt = performance.now();
      try {
        await serveConnection();
      } catch (error) {
        if (isClosing()) return;
        logger.warn({ err: error }, 'no connection for live events from other processes');
      }
      if (performance.now() - startedAt > RECONNECT_MS.longest) waitMs = RECONNECT_MS.first;
      await delay(waitMs * (0.5 + Math.random()), undefined, { signal: closing.signal, ref: false }).catch(
        () => undefined,
      );
      waitMs = Math.min(waitMs * 2, RECONNECT_MS.longest);
    }
  };
  const running = run();

  return {
    publish: (changes) => {
      for (const change of changes) {
        // Nobody can be told now; everybody will be told to look.
        if (client === null) owesDoubt = true;
        else if (isWanted(change.userId))
          waiting.set(`${change.userId} ${change.topic} ${change.id ?? ''}`, change);
      }
      if (waiting.size > MAX_WAITING) {
        waiting.clear();
        owesDoubt = true;
      }
      if (waiting.size > 0 || owesDoubt) flush();
    },
    announce: (userId) => {
      newUserIds.add(userId);
      flush();
    },
    close: async () => {
      const deadline = performance.now() + CLOSE_MS;
      while ((sending !== null || waiting.size > 0 || owesDoubt) && performance.now() < deadline) {
        flush();
        await (sending === null ? delay(20) : Promise.race([sending, delay(20)]));
      }
      closing.abort();
      await running;
    },
  };
}

/** A connection of its own to the database that Sequelize's pool is configured for. */
async function connect(db: Database): Promise<pg.Client> {
  const { host, port, database, username, password } = db.sequelize.config;
  const { options } = db.sequelize as unknown as { options: { dialectOptions?: pg.ClientConfig } };
  const client = new pg.Client({
    ...options.dialectOptions,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port: Number(port) }),
    database,
    user: username,
    ...(password === null ? {} : { password }),
  });
  // A lost connection is told by 'end'; an 'error' without a listener would end the process.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function disconnect(client: pg.Client): Promise<void> {
  await client.end().catch(() => undefined);
}

function notifyQuery(payloads: readonly string[]): pg.QueryConfig & { query_timeout: number } {
  return {
    text: `SELECT pg_notify('${CHANNEL}', payload) FROM unnest($1::text[]) AS payload`,
    values: [payloads],
    query_timeout: QUERY_TIMEOUT_MS,
  };
}
