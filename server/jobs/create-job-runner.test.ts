import { describe, expect, it, vi } from 'vitest';
import { createLogger } from '../platform/logger.ts';
import { createJobRunner, type Job } from './create-job-runner.ts';

/** A job whose runs end when the test says so. */
function createTestJob(name: string, everyMs: number) {
  const ends: ((count: number | Error) => void)[] = [];
  let atOnce = 0;
  const job: Job = {
    name,
    everyMs,
    run: async () => {
      atOnce += 1;
      expect(atOnce).toBe(1);
      try {
        return await new Promise<number>((resolve, reject) => {
          ends.push((result) => (typeof result === 'number' ? resolve(result) : reject(result)));
        });
      } finally {
        atOnce -= 1;
      }
    },
  };
  return { job, ends, started: (count: number) => vi.waitFor(() => expect(ends).toHaveLength(count)) };
}

describe('jobs', () => {
  it('run again after they have ended, never twice at once, and go on after a failure', async () => {
    const lines: string[] = [];
    const logger = createLogger({ logLevel: 'error' }, { write: (line) => void lines.push(line) });
    const { job, ends, started } = createTestJob('slow', 1);
    const runner = createJobRunner([job], logger);
    runner.start();
    await started(1);
    const joined = runner.runOnce('slow');
    ends[0]!(3);
    expect(await joined).toBe(3);
    await started(2);
    ends[1]!(new Error('no such table'));
    await started(3);
    ends[2]!(0);
    await runner.stop();
    expect(lines.join()).toContain('no such table');
  });

  it('are waited for when the server stops, and start no more', async () => {
    const { job, ends, started } = createTestJob('slow', 1);
    const runner = createJobRunner([job], createLogger({ logLevel: 'silent' }));
    runner.start();
    await started(1);
    let isStopped = false;
    const stopped = runner.stop().then(() => (isStopped = true));
    await new Promise(setImmediate);
    expect(isStopped).toBe(false);
    ends[0]!(1);
    await stopped;
    expect(ends).toHaveLength(1);
  });
});
