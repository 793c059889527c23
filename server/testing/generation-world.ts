import { randomUUID } from 'node:crypto';
import {
  startGenerationInput,
  type GenerationView,
  type StartGenerationInput,
} from '../../shared/contracts/generation.ts';
import { operatorGrantKey } from '../credits/ledger-keys.ts';
import { lockAccounts } from '../credits/lock-accounts.ts';
import { postEntries } from '../credits/post-entries.ts';
import { cancelGeneration } from '../generation/cancel-generation.ts';
import {
  createGenerationWorker,
  type GenerationWorker,
  type WorkerOptions,
} from '../generation/create-generation-worker.ts';
import { createGenerationRuntime, type GenerationDeps } from '../generation/generation-runtime.ts';
import { getGeneration } from '../generation/get-generation.ts';
import { recoverGenerations } from '../generation/recover-generations.ts';
import { startGeneration } from '../generation/start-generation.ts';
import { addPeriod } from '../membership/add-period.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { readConfig } from '../platform/config.ts';
import { createLocalEventBus, type LiveChange } from '../platform/events.ts';
import { DEFAULT_LIMITS, type LimitRules } from '../platform/limits.ts';
import { createLogger } from '../platform/logger.ts';
import type { TestDatabase } from './for-each-dialect.ts';
import { createScriptedProvider, type ScriptedProvider } from './scripted-provider.ts';
import type { TestClock } from './test-clock.ts';

/** One server's worth of generation, with a provider that the test plays and the events that were published. */
export interface GenerationWorld extends GenerationDeps {
  readonly provider: ScriptedProvider;
  readonly published: LiveChange[];
}

/** What a test may choose differently. */
export interface GenerationWorldOptions {
  readonly limits?: Partial<LimitRules>;
  readonly provider?: ScriptedProvider;
}

/** Builds one over a test's database; a second one over the same database is a second server. */
export function createGenerationWorld(
  { db, dataDir }: Pick<TestDatabase, 'db' | 'dataDir'>,
  options: GenerationWorldOptions = {},
): GenerationWorld {
  const published: LiveChange[] = [];
  const bus = createLocalEventBus();
  const app: AppDeps = {
    config: readConfig({ DATA_DIR: dataDir }),
    db,
    logger: createLogger({ logLevel: 'silent' }),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    rateLimiter: { consume: () => Promise.resolve() },
    events: {
      ...bus,
      publish: (changes) => {
        published.push(...changes);
        bus.publish(changes);
      },
    },
  };
  const provider = options.provider ?? createScriptedProvider();
  return { ...app, provider, published, generation: createGenerationRuntime(app, provider) };
}

/** A worker that only does what the test makes it do: no timer of its own fires while a test runs. */
export function startWorker(world: GenerationWorld, options: Partial<WorkerOptions> = {}): GenerationWorker {
  const quiet = { renewEveryMs: 3_600_000, pollEveryMs: 3_600_000, stopDeadlineMs: 0 };
  const worker = createGenerationWorker(world, { ...quiet, ...options });
  worker.start();
  return worker;
}

/** A new user who has `credits`. */
export async function addCreator(world: Pick<GenerationWorld, 'db'>, credits: number): Promise<Actor> {
  const userId = randomUUID();
  await world.db.write((tx) =>
    postEntries(
      tx,
      tx.now,
      [
        {
          kind: 'grant',
          userId,
          key: operatorGrantKey(userId),
          type: 'REWARD',
          amount: credits,
          expiresAt: null,
          description: 'grant.operator',
          relatedType: null,
          relatedId: null,
        },
      ],
      { businessTimeZone: 'Asia/Shanghai' },
    ),
  );
  return { userId, sessionId: null };
}

/** Makes the user a member from now on; the end of the period. */
export async function addMembership(
  world: Pick<GenerationWorld, 'db'>,
  { userId }: Actor,
  durationDays: number,
): Promise<Date> {
  return world.db.write(async (tx) => {
    await lockAccounts(tx, [userId]);
    const purchase = { userId, orderNo: randomUUID(), membershipType: 'MONTHLY', durationDays } as const;
    return (await addPeriod(tx, tx.now, purchase)).endAt;
  });
}

/** Starts one with a fresh id, or the given parts; the generation. */
export async function startOne(
  world: GenerationWorld,
  actor: Actor,
  input: Partial<StartGenerationInput> = {},
): Promise<GenerationView> {
  const parsed = startGenerationInput.parse({ id: randomUUID(), kind: 'IMAGE', prompt: 'a crane', ...input });
  return (await startGeneration(world, actor, parsed)).generation;
}

/** Resolves with the generation as soon as it is as wanted; it is looked at after every event. */
export async function waitForGeneration(
  world: GenerationWorld,
  actor: Actor,
  id: string,
  isReached: (generation: GenerationView) => boolean,
): Promise<GenerationView> {
  for (;;) {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const unsubscribe = world.events.subscribe(actor.userId, () => resolve(undefined));
    try {
      const generation = await getGeneration(world, actor, { id });
      if (isReached(generation)) return generation;
      await promise;
    } finally {
      unsubscribe();
    }
  }
}

/** Resolves with the generation once it has ended. */
export function waitForEnd(world: GenerationWorld, actor: Actor, id: string): Promise<GenerationView> {
  return waitForGeneration(world, actor, id, ({ finishedAt }) => finishedAt !== null);
}

/** The user's ledger as `type amount`, oldest first. */
export async function listEntries(world: Pick<GenerationWorld, 'db'>, { userId }: Actor): Promise<string[]> {
  const rows = await world.db.reader.all<{ type: string; amount: number }>(
    `SELECT type, amount FROM credit_transactions WHERE user_id = $userId ORDER BY sequence`,
    { userId },
  );
  return rows.map(({ type, amount }) => `${type} ${amount}`);
}

/** Ends whatever a test left behind, so that the next one's worker finds nothing. */
export async function endEverything(world: GenerationWorld, clock: TestClock): Promise<void> {
  clock.advance(60_000);
  // Every write notes the new instant, by which leases have lapsed.
  await world.db.write((tx) => tx.all(`SELECT 1 AS one`));
  await recoverGenerations(world);
  const rows = await world.db.reader.all<{ user_id: string; id: string }>(
    `SELECT user_id, id FROM generations WHERE status = 'QUEUED'`,
  );
  for (const row of rows)
    await cancelGeneration(world, { userId: row.user_id, sessionId: null }, { id: row.id });
}

/** Breaches of the laws about generations and balances (reliability.md, laws 1 and 4), each as a sentence. */
export async function findBreaches(world: Pick<GenerationWorld, 'db'>): Promise<string[]> {
  const balances = await world.db.reader.all<{ user_id: string }>(
    `SELECT a.user_id FROM credit_accounts a
     WHERE a.balance <> (SELECT COALESCE(SUM(t.amount), 0) FROM credit_transactions t WHERE t.user_id = a.user_id)
        OR a.balance <> (SELECT COALESCE(SUM(l.remaining), 0) FROM credit_lots l WHERE l.user_id = a.user_id)`,
  );
  const text = world.db.dialect === 'sqlite' ? 'g.id' : 'CAST(g.id AS TEXT)';
  const sumOf = (type: string): string =>
    `COALESCE((SELECT SUM(t.amount) FROM credit_transactions t
      WHERE t.user_id = g.user_id AND t.related_id = ${text} AND t.type = '${type}'), 0)`;
  const generations = await world.db.reader.all<{ id: string; status: string }>(
    `SELECT g.id, g.status FROM generations g
     WHERE g.cost_credits <> -${sumOf('CONSUME')}
        OR ${sumOf('REFUND')} <> CASE WHEN g.finished_at IS NULL THEN 0 ELSE g.cost_credits - g.settled_credits END`,
  );
  const orphans = await world.db.reader.all<{ related_id: string }>(
    `SELECT t.related_id FROM credit_transactions t WHERE t.related_type = 'GENERATION'
       AND NOT EXISTS (SELECT 1 FROM generations g WHERE g.user_id = t.user_id AND ${text} = t.related_id)`,
  );
  return [
    ...balances.map((row) => `the balance of ${row.user_id} is wrong`),
    ...generations.map((row) => `generation ${row.id} (${row.status}) is charged or refunded wrongly`),
    ...orphans.map((row) => `${row.related_id} was charged without existing`),
  ];
}
