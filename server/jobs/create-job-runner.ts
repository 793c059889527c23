import type { Logger } from '../platform/logger.ts';

/** Work that is done again and again without a request. */
export interface Job<Name extends string = string> {
  readonly name: Name;
  /** From the end of one run to the start of the next, give or take a tenth. */
  readonly everyMs: number;
  /** Does what is due and returns how much that was; `signal` asks it to come to an end early. */
  run(signal: AbortSignal): Promise<number>;
}

/** Runs jobs until it is stopped. */
export interface JobRunner<Name extends string> {
  start(): void;
  /** Starts nothing any more and waits for what is running. Idempotent. */
  stop(): Promise<void>;
  /** Runs a job now and returns how much it did; joins the run under way, if there is one. Rejects when the job fails. */
  runOnce(name: Name): Promise<number>;
}

/**
 * Runs each job by its own clock, never twice at the same time in this process. A run that fails is logged and the
 * next one comes as usual. Intervals vary a little, so that several servers do not all work in the same moment.
 */
export function createJobRunner<Name extends string>(
  jobs: readonly Job<Name>[],
  logger: Logger,
): JobRunner<Name> {
  const stopping = new AbortController();
  const timers = new Map<Name, NodeJS.Timeout>();
  const running = new Map<Name, Promise<number>>();

  const runJob = (job: Job<Name>): Promise<number> => {
    const known = running.get(job.name);
    if (known) return known;
    const run = job.run(stopping.signal).finally(() => running.delete(job.name));
    running.set(job.name, run);
    return run;
  };

  const runAndReport = async (job: Job<Name>): Promise<void> => {
    try {
      const count = await runJob(job);
      if (count > 0) logger.info({ job: job.name, count }, 'job done');
    } catch (error) {
      logger.error({ job: job.name, err: error }, 'a job failed; it will be tried again');
    }
  };

  const schedule = (job: Job<Name>, delayMs: number): void => {
    if (stopping.signal.aborted) return;
    const timer = setTimeout(() => {
      void runAndReport(job).then(() => schedule(job, job.everyMs * (0.9 + Math.random() * 0.2)));
    }, delayMs);
    timers.set(job.name, timer.unref());
  };

  return {
    start: () => {
      // The first run comes soon: something may have been due since before the last stop.
      for (const job of jobs) schedule(job, Math.random() * Math.min(job.everyMs, 2_000));
    },
    stop: async () => {
      stopping.abort();
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.allSettled(running.values());
    },
    runOnce: async (name) => {
      const job = jobs.find((one) => one.name === name);
      if (!job) throw new Error(`there is no job ${name}`);
      return runJob(job);
    },
  };
}
