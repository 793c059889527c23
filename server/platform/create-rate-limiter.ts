import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../database/database.ts';
import { addressGroup } from './address-group.ts';
import { AppError } from './app-error.ts';
import type { LimitRules, RateLimiter, RateName, RateRule } from './limits.ts';

/** Takes one point for a key; rejects with a RateLimiterRes when there is none. */
type Consume = (key: string) => Promise<unknown>;

/**
 * Rules whose calls are too many to ask the database about each one: a process counts them itself and tells the
 * shared count about every fiftieth part of the rule, in the background.
 */
const COUNTED_IN_CHUNKS: ReadonlySet<RateName> = new Set<RateName>([
  'callsPerUser',
  'anonymousPerAddress',
  'callbacksPerAddress',
]);
const CHUNKS_PER_RULE = 50;

/** Printable and short enough for the shared table's key beside its prefix. */
const PLAIN_KEY = /^[\x21-\x7e]{1,100}$/;

/**
 * Counts calls per process on SQLite and across processes on PostgreSQL, where a failing store leaves each process
 * with its own count. IPv6 addresses count by their /64 network, because that is what one caller is given.
 */
export function createRateLimiter(
  rules: LimitRules['rates'],
  { db }: { readonly db: Database },
): RateLimiter {
  const counters = Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [name, createCounter(name as RateName, rule, db)]),
  ) as Record<RateName, Consume>;
  return {
    consume: async (name, key) => {
      try {
        await counters[name](counterKey(name, key));
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new AppError('RATE_LIMITED', {
          retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1_000)),
        });
      }
    },
  };
}

function createCounter(name: RateName, rule: RateRule, db: Database): Consume {
  const settings = { keyPrefix: name, points: rule.points, duration: rule.seconds };
  const local = new RateLimiterMemory(settings);
  if (db.dialect === 'sqlite') return (key) => local.consume(key);
  const isChunked = COUNTED_IN_CHUNKS.has(name);
  const shared = new RateLimiterPostgres({
    ...settings,
    storeClient: db.sequelize,
    storeType: 'sequelize',
    tableName: 'rate_limits',
    tableCreated: true,
    // Whoever is over the limit is refused from memory until the window ends.
    inMemoryBlockOnConsumed: rule.points + 1,
    // Without an answer of the store an exact rule counts here; a chunked one has counted here already.
    ...(isChunked ? {} : { insuranceLimiter: local }),
  });
  if (!isChunked) return (key) => shared.consume(key);

  const chunk = Math.max(1, Math.floor(rule.points / CHUNKS_PER_RULE));
  const report = async (key: string): Promise<void> => {
    const total = await shared.penalty(key, chunk);
    if (total.consumedPoints > rule.points) await local.block(key, total.msBeforeNext / 1_000);
  };
  return async (key) => {
    const counted = await local.consume(key);
    // A store that is away must not fail a call; this process still has its own count.
    if (counted.consumedPoints % chunk === 0) report(key).catch(() => undefined);
  };
}

function counterKey(name: RateName, key: string): string {
  const grouped = name.endsWith('PerAddress') ? addressGroup(key) : key;
  return PLAIN_KEY.test(grouped) ? grouped : createHash('sha256').update(grouped).digest('hex');
}
