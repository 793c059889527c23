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
import { verifyLedger } from '../ledger-verify/verify-ledger.ts';
import { addPeriod } from '../membership/add-period.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { readConfig } from '../platform/config.ts';
import { createLocalEventBus, type LiveChange } from '../platform/events.ts';
import { DEFAULT_LIMITS, type LimitRules } from '../platform/limits.ts';
import { createLogger } from '../platform/logger.ts';
import type { TestDatabase } from './for-each-dialect.ts';
import { createScriptedProvider, type ScriptedProvider } from './scripted-provider.ts';
import type { TestClock } from './test-clock.ts';

const BUSINESS_TIME_ZONE = 'Asia/Shanghai';

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
      { businessTimeZone: BUSINESS_TIME_ZONE },
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

/** What breaks a law of the ledger in the whole database, each as a sentence. Periods here come without orders. */
export async function findBreaches(world: Pick<GenerationWorld, 'db'>): Promise<string[]> {
  const { checks } = await verifyLedger(world.db, { businessTimeZone: BUSINESS_TIME_ZONE, leaseGraceMs: 0 });
  return checks.flatMap(({ name, first }) => (first === null || name === 'order.period' ? [] : [first]));
}
