import { setTimeout as delay } from 'node:timers/promises';
import { claimGenerations, hasQueued, type ClaimedGeneration } from './claim-generations.ts';
import { refKey } from './generation-refs.ts';
import type { GenerationDeps } from './generation-runtime.ts';
import { renewLeases } from './renew-leases.ts';
import { runGeneration } from './run-generation.ts';
import { RunStopped, type StopReason } from './run-stopped.ts';

/** What tests and benchmarks may choose differently. */
export interface WorkerOptions {
  /** How often leases are renewed. */
  readonly renewEveryMs: number;
  /** How often work that other processes queued is looked for. */
  readonly pollEveryMs: number;
  /** What the provider may take for one generation. */
  readonly providerTimeoutMs: number;
  /** How long `stop()` lets what runs go on. */
  readonly stopDeadlineMs: number;
}

const DEFAULTS: WorkerOptions = {
  renewEveryMs: 10_000,
  pollEveryMs: 3_000,
  providerTimeoutMs: 5 * 60_000,
  stopDeadlineMs: 20_000,
};

/** After the deadline runs are only being written down; a database that does not answer is not waited for longer. */
const ABORT_GRACE_MS = 5_000;

/** Makes queued generations in this process. */
export interface GenerationWorker {
  /** Begins to claim. */
  start(): void;
  /**
   * Claims nothing more, waits for what runs, and after the deadline puts what has delivered nothing back into the
   * queue and ends the rest with its refund. Idempotent.
   */
  stop(): Promise<void>;
  /** Renews the leases now, as the timer does; cancelled and lost runs are stopped. */
  renew(): Promise<void>;
}

interface Run {
  readonly job: ClaimedGeneration;
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

/** Creates a worker that does nothing until it is started. At most `limits.runningGenerationsPerProcess` run at once. */
export function createGenerationWorker(
  deps: GenerationDeps,
  options: Partial<WorkerOptions> = {},
): GenerationWorker {
  const settings = { ...DEFAULTS, ...options };
  const { logger, limits, generation } = deps;
  const runs = new Map<string, Run>();
  const release: (() => void)[] = [];
  let stopping: Promise<void> | undefined;
  let filling: Promise<void> | null = null;
  let requested = 0;

  const abort = (run: Run, reason: StopReason): void => run.controller.abort(new RunStopped(reason));

  const launch = (job: ClaimedGeneration): void => {
    const controller = new AbortController();
    if (stopping) controller.abort(new RunStopped('shutdown'));
    deps.events.publish([{ userId: job.userId, topic: 'generations', id: job.id }]);
    const done = runGeneration(deps, job, controller.signal, settings)
      .catch((error: unknown) => {
        // Its lease lapses, and the sweep ends it with its refund.
        logger.error({ err: error, generationId: job.id }, 'a generation could not be ended');
      })
      .finally(() => {
        runs.delete(refKey(job));
        fill();
      });
    runs.set(refKey(job), { job, controller, done });
  };

  const claimAll = async (): Promise<void> => {
    let served: number;
    do {
      served = requested;
      const slots = limits.runningGenerationsPerProcess - runs.size;
      if (stopping || slots <= 0) return;
      for (const job of await claimGenerations(deps, slots)) launch(job);
    } while (served !== requested);
  };

  /** Claims into the free slots; calls that come meanwhile make one more round. */
  const fill = (): void => {
    requested += 1;
    if (stopping || filling) return;
    const seen = requested;
    filling = claimAll()
      .catch((error: unknown) => logger.warn({ err: error }, 'no generation could be claimed'))
      .finally(() => {
        filling = null;
        // A call between the last round and here has found this one still under way.
        if (requested !== seen && runs.size < limits.runningGenerationsPerProcess) void poll().catch(noop);
      });
  };

  const poll = async (): Promise<void> => {
    if (runs.size >= limits.runningGenerationsPerProcess) return;
    if (await hasQueued(deps)) fill();
  };

  const renew = async (): Promise<void> => {
    const current = [...runs.values()];
    const states = await renewLeases(
      deps.db,
      current.map(({ job }) => job),
    );
    current.forEach((run, i) => {
      const state = states[i];
      if (state === 'lost' || state === 'cancelled') abort(run, state);
    });
  };

  const every = (intervalMs: number, work: () => Promise<void>, failure: string): NodeJS.Timeout =>
    setInterval(
      () => void work().catch((error: unknown) => logger.warn({ err: error }, failure)),
      intervalMs,
    );

  const shutDown = async (): Promise<void> => {
    const [renewTimer, ...others] = release;
    for (const undo of others) undo();
    await filling;
    const settle = (): Promise<unknown> => Promise.all([...runs.values()].map(({ done }) => done));
    await settleWithin(settle(), settings.stopDeadlineMs);
    for (const run of runs.values()) abort(run, 'shutdown');
    await settleWithin(settle(), ABORT_GRACE_MS);
    renewTimer?.();
  };

  return {
    start: () => {
      if (stopping || release.length > 0) return;
      const renewTimer = every(settings.renewEveryMs, renew, 'leases could not be renewed');
      const pollTimer = every(settings.pollEveryMs, poll, 'the queue could not be read');
      release.push(
        () => clearInterval(renewTimer),
        () => clearInterval(pollTimer),
        generation.signals.onWake(fill),
        generation.signals.onCancel((ref) => {
          const run = runs.get(refKey(ref));
          if (run) abort(run, 'cancelled');
        }),
      );
      fill();
    },
    stop: () => (stopping ??= shutDown()),
    renew,
  };
}

function noop(): void {
  // The next poll tries again.
}

/** Resolves when `work` does, or after `limitMs`. */
async function settleWithin(work: Promise<unknown>, limitMs: number): Promise<void> {
  const timer = new AbortController();
  const limit = delay(limitMs, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([work, limit]);
  timer.abort();
}
