import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import { expectLawful } from './expect-lawful.ts';
import { PersistentCreator, type Generation, type ServingServers } from './persistent-creator.ts';
import type { SeededRandom } from './seeded-random.ts';
import { launchServer, type ServerProcess } from './server-process.ts';

/** What is killed how often. */
export interface KillRounds {
  readonly databaseUrl: string;
  /** A folder of its own, which the servers share. */
  readonly dataDir: string;
  /** Server processes on the one database; they are killed in turn. */
  readonly servers: number;
  readonly kills: number;
  readonly creators: number;
  readonly random: SeededRandom;
}

/** Kills after which the whole ledger is verified beside the running servers. */
const VERIFY_EVERY = 6;

/**
 * Runs servers under load and kills them without warning, at random moments, also while they start. Fails unless
 * everything acknowledged is there afterwards, every retried request has one effect, interrupted generations end with
 * their refund, and every law holds.
 */
export async function runKillRounds(rounds: KillRounds): Promise<void> {
  const { random } = rounds;
  const fleet = new Fleet(rounds);
  const stop = new AbortController();
  let newcomers = 0;
  const addCreator = async (): Promise<PersistentCreator> => {
    newcomers += 1;
    const creator = new PersistentCreator(fleet, random.fork(), newcomers);
    await creator.register();
    return creator;
  };
  try {
    const first = Array.from({ length: rounds.creators }, addCreator);
    // The first start, too: it makes the database.
    await fleet.killWhileStarting(random);
    await fleet.start();
    const creators = await Promise.all(first);
    const work = creators.map((creator) => creator.workUntil(stop.signal));
    const failure = Promise.all(work);
    failure.catch(() => undefined);

    for (let kill = 1; kill <= rounds.kills; kill += 1) {
      const newcomer = addCreator();
      newcomer.catch(() => undefined);
      await Promise.race([delay(random.integer(20, 600)), failure]);
      const slot = kill % rounds.servers;
      await fleet.kill(slot);
      if (random.chance(0.15)) await fleet.killWhileStarting(random, slot);
      await fleet.start(slot);
      creators.push(await newcomer);
      if (kill % VERIFY_EVERY === 0) {
        await Promise.all(creators.map((creator) => creator.checkAcknowledged()));
        await withDatabase(rounds, (db) => expectLawful(db));
      }
    }

    stop.abort();
    await failure;
    const bystander = await addCreator();
    creators.push(bystander);
    const orphanId = await leaveOrphan(bystander, fleet);
    await withDatabase(rounds, skipLeases);
    await fleet.start();
    expect(await waitForEnd(bystander, orphanId)).toMatchObject({
      status: 'FAILED',
      error: { reason: 'INTERRUPTED' },
      receipt: { status: 'REFUNDED', credits: 10, refunded: 10 },
    });
    await Promise.all(creators.map((creator) => creator.endAll()));
    for (const creator of creators) await creator.checkTotals();
    await withDatabase(rounds, (db) => expectLawful(db));
    const unanswered = creators.reduce((sum, creator) => sum + creator.unanswered, 0);
    expect(unanswered).toBeGreaterThan(rounds.kills / 2);
    expect(await fleet.stop()).toEqual(Array(rounds.servers).fill(0));
  } finally {
    stop.abort();
    await fleet.killAll();
  }
}

/** Kills every server while a generation is certainly running; its id. */
async function leaveOrphan(creator: PersistentCreator, fleet: Fleet): Promise<string> {
  await creator.recharge();
  const id = await creator.start('[slow] a long poem');
  if (id === null) throw new Error('a creator with credits could not start');
  while ((await creator.look(id)).status !== 'RUNNING') await delay(20);
  await fleet.killAll();
  return id;
}

async function waitForEnd(creator: PersistentCreator, id: string): Promise<Generation> {
  for (;;) {
    const generation = await creator.look(id);
    if (generation.finished_at !== null) return generation;
    await delay(100);
  }
}

/** Stands for the half minute that leases have left. */
async function skipLeases(db: Database): Promise<void> {
  const changed = await db.write((tx) =>
    tx.run(`UPDATE generations SET lease_expires_at = $now WHERE status = 'RUNNING'`, {
      now: tx.now.getTime(),
    }),
  );
  expect(changed).toBeGreaterThan(0);
}

async function withDatabase(
  { databaseUrl, dataDir }: Pick<KillRounds, 'databaseUrl' | 'dataDir'>,
  work: (db: Database) => Promise<unknown>,
): Promise<void> {
  const db = await openDatabase({ url: databaseUrl, root: dataDir });
  try {
    await work(db);
  } finally {
    await db.close();
  }
}

/** Server processes, of which some are up. */
class Fleet implements ServingServers {
  readonly #rounds: KillRounds;
  readonly #processes = new Map<number, ServerProcess>();
  readonly #urls = new Map<number, string>();
  #up = Promise.withResolvers<undefined>();

  constructor(rounds: KillRounds) {
    this.#rounds = rounds;
  }

  async anyUrl(): Promise<string> {
    for (;;) {
      const urls = [...this.#urls.values()];
      if (urls.length > 0) return urls[Math.floor(Math.random() * urls.length)]!;
      await this.#up.promise;
    }
  }

  /** Starts one, or every one that is down, and waits until it serves. */
  async start(slot?: number): Promise<void> {
    const slots = slot === undefined ? Array.from({ length: this.#rounds.servers }, (_, i) => i) : [slot];
    await Promise.all(
      slots
        .filter((one) => !this.#processes.has(one))
        .map(async (one) => {
          const url = await this.#launch(one).ready;
          this.#urls.set(one, url);
          this.#up.resolve(undefined);
        }),
    );
  }

  async kill(slot: number): Promise<void> {
    await this.#processes.get(slot)?.kill();
    this.#forget(slot);
  }

  /** Starts one and kills it before it is through with that, or just after. */
  async killWhileStarting(random: SeededRandom, slot = 0): Promise<void> {
    const process = this.#launch(slot);
    await delay(random.integer(200, 1_500));
    await process.kill();
    this.#forget(slot);
  }

  async killAll(): Promise<void> {
    await Promise.all([...this.#processes.keys()].map((slot) => this.kill(slot)));
  }

  /** Drains every one; their exit codes. */
  async stop(): Promise<(number | null)[]> {
    return Promise.all([...this.#processes.values()].map((process) => process.stop()));
  }

  #launch(slot: number): ServerProcess {
    const { databaseUrl, dataDir } = this.#rounds;
    const process = launchServer({
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      TRUST_PROXY: '127.0.0.1',
      // The compiled sources are kept over restarts; only that makes them quick.
      NODE_COMPILE_CACHE: `${dataDir}/compiled`,
    });
    this.#processes.set(slot, process);
    return process;
  }

  #forget(slot: number): void {
    this.#processes.delete(slot);
    if (this.#urls.delete(slot) && this.#urls.size === 0) this.#up = Promise.withResolvers<undefined>();
  }
}
