import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { postEntries } from '../../server/credits/post-entries.ts';
import type { Database } from '../../server/database/database.ts';
import { createGenerationRuntime, type GenerationDeps } from '../../server/generation/generation-runtime.ts';
import type { GenerationProvider } from '../../server/generation/generation-provider.ts';
import { startGeneration } from '../../server/generation/start-generation.ts';
import { readConfig } from '../../server/platform/config.ts';
import { createLocalEventBus } from '../../server/platform/events.ts';
import { DEFAULT_LIMITS } from '../../server/platform/limits.ts';
import { createLogger } from '../../server/platform/logger.ts';

/** A provider that is never asked: starting a generation does not call it, and no worker runs here. */
const idleProvider: GenerationProvider = {
  model: 'bench',
  kinds: ['IMAGE', 'TEXT'],
  // eslint-disable-next-line require-yield -- it makes nothing
  async *generate() {
    await Promise.reject(new Error('the benchmark runs no worker'));
  },
  close: () => Promise.resolve(),
};

/** The queue is as long as a round: what is measured is starting, not being refused. */
const QUEUE_LIMIT = 1_000_000;

/** The product's commands over `db`, without HTTP. */
export function createBenchDeps(db: Database, dataDir: string): GenerationDeps {
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
  const app = {
    config,
    db,
    logger: createLogger(config),
    events: createLocalEventBus(),
    limits: { ...DEFAULT_LIMITS, queuedGenerationsPerUser: QUEUE_LIMIT },
    rateLimiter: { consume: () => Promise.resolve() },
  };
  return { ...app, generation: createGenerationRuntime(app, idleProvider) };
}

/** Gives each user credits for a million generations. */
export async function grantToAll(db: Database, userIds: readonly string[]): Promise<void> {
  for (let i = 0; i < userIds.length; i += 1_000) {
    await db.write((tx) =>
      postEntries(
        tx,
        tx.now,
        userIds.slice(i, i + 1_000).map((userId) => ({
          kind: 'grant',
          userId,
          key: `bench:${userId}`,
          type: 'REWARD',
          amount: 10_000_000,
          expiresAt: null,
          description: 'grant.operator',
          relatedType: null,
          relatedId: null,
        })),
        { businessTimeZone: 'Asia/Shanghai' },
      ),
    );
  }
}

/** The ids that requests bring along, in the order of time. */
export interface RequestIds {
  /** Makes `count` of them ready: making one costs a tenth of what starting a generation does, and no server makes them. */
  makeReady(count: number): void;
  take(): string;
}

/** Ids for every contender alike. */
export function createRequestIds(): RequestIds {
  let ready: string[] = [];
  let taken = 0;
  return {
    makeReady: (count) => {
      ready = Array.from({ length: count }, () => uuidv7());
      taken = 0;
    },
    take: () => ready[taken++] ?? uuidv7(),
  };
}

/** Starts the generation `id` of `userId`, as a request would. */
export async function startOne(deps: GenerationDeps, userId: string, id = uuidv7()): Promise<void> {
  await startGeneration(
    deps,
    { userId, sessionId: null },
    { id, kind: 'IMAGE', prompt: 'a lighthouse above the sea at night', count: 1, options: {} },
  );
}

/** Takes the started generations out of the queue, as a worker would have by then. Not part of what is measured. */
export async function emptyQueue(db: Database): Promise<void> {
  await db.write((tx) =>
    tx.run(
      `UPDATE generations SET status = 'SUCCEEDED', settled_credits = cost_credits, finished_at = created_at WHERE status = 'QUEUED'`,
    ),
  );
}

/** Ids of `count` users. */
export function makeUserIds(count: number): string[] {
  return Array.from({ length: count }, () => randomUUID());
}

/** The `index`-th caller's user, far from its neighbours'. */
export function spread(userIds: readonly string[], index: number): string {
  return userIds[(index * 7_919) % userIds.length] as string;
}
