import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import {
  addCreator,
  createGenerationWorld,
  endEverything,
  findBreaches,
  listEntries,
  startOne,
  startWorker,
  waitForEnd,
  type GenerationWorld,
} from '../testing/generation-world.ts';
import { scriptedImage } from '../testing/scripted-provider.ts';
import { createTestClock } from '../testing/test-clock.ts';
import type { GenerationWorker } from './create-generation-worker.ts';
import { ProviderError } from './generation-provider.ts';
import { getGeneration } from './get-generation.ts';
import { recoverGenerations } from './recover-generations.ts';

const clock = createTestClock();

forEachDialect(
  'the generation worker',
  (database) => {
    let world: GenerationWorld;
    let workers: GenerationWorker[];

    beforeEach(() => {
      world = createGenerationWorld(database());
      workers = [];
    });
    afterEach(async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await endEverything(world, clock);
      expect(await findBreaches(world)).toEqual([]);
    });

    const work = (options?: Parameters<typeof startWorker>[1], inWorld = world): GenerationWorker => {
      const worker = startWorker(inWorld, options);
      workers.push(worker);
      return worker;
    };

    it('runs at most as many of one user as allowed, oldest first, and lets others past', async () => {
      world = createGenerationWorld(database(), {
        limits: { runningGenerationsPerUser: 2, runningGenerationsPerProcess: 3 },
      });
      const [busy, other] = [await addCreator(world, 100), await addCreator(world, 100)];
      for (const prompt of ['b1', 'b2', 'b3', 'b4']) {
        await startOne(world, busy, { prompt });
        clock.advance(1);
      }
      await startOne(world, other, { prompt: 'o1' });
      work();
      const runs = [
        await world.provider.nextRun(),
        await world.provider.nextRun(),
        await world.provider.nextRun(),
      ];
      expect(runs.map(({ request }) => request.prompt).sort()).toEqual(['b1', 'b2', 'o1']);
      runs.find(({ request }) => request.prompt === 'o1')?.fail(new ProviderError('PROVIDER_FAILED'));
      runs.find(({ request }) => request.prompt === 'b2')?.fail(new ProviderError('PROVIDER_FAILED'));
      expect((await world.provider.nextRun()).request.prompt).toBe('b3');
      await startOne(world, other, { prompt: 'o2' });
      expect((await world.provider.nextRun()).request.prompt).toBe('o2');
      expect(world.provider.calls).toBe(5);
    });

    it('lets a user with few running go before one with many', async () => {
      world = createGenerationWorld(database(), {
        limits: { runningGenerationsPerUser: 4, runningGenerationsPerProcess: 2 },
      });
      const [busy, other] = [await addCreator(world, 100), await addCreator(world, 100)];
      for (const prompt of ['b1', 'b2', 'b3']) await startOne(world, busy, { prompt });
      work();
      const runs = [await world.provider.nextRun(), await world.provider.nextRun()];
      clock.advance(1);
      await startOne(world, other, { prompt: 'o1' });
      runs[0]?.fail(new ProviderError('PROVIDER_FAILED'));
      expect((await world.provider.nextRun()).request.prompt).toBe('o1');
    });

    it('never runs more of one user than allowed over two servers', async () => {
      const second = createGenerationWorld({ ...database(), db: await database().reopen() });
      const actor = await addCreator(world, 500);
      for (let i = 0; i < 12; i += 1) await startOne(world, actor);
      work();
      work({}, second);
      let ended = 0;
      const endOne = async (w: GenerationWorld): Promise<void> => {
        for (;;) {
          const run = await w.provider.nextRun();
          const [row] = await world.db.reader.all<{ running: number }>(
            `SELECT COUNT(*) AS running FROM generations WHERE user_id = $userId AND status = 'RUNNING'`,
            { userId: actor.userId },
          );
          expect(row?.running).toBeLessThanOrEqual(4);
          run.fail(new ProviderError('PROVIDER_FAILED'));
          ended += 1;
          second.generation.wake();
          if (ended === 12) return;
        }
      };
      await Promise.race([endOne(world), endOne(second)]);
      const calls = world.provider.calls + second.provider.calls;
      expect(calls).toBe(12);
    });

    it('changes nothing once its lease is lost: not the end, not an output, not a credit', async () => {
      const actor = await addCreator(world, 40);
      const worker = work();
      const images = await startOne(world, actor, { count: 2 });
      const first = await world.provider.nextRun();
      const text = await startOne(world, actor, { kind: 'TEXT' });
      const second = await world.provider.nextRun();
      await first.send(scriptedImage(0));
      clock.advance(30_000);
      await world.db.write((tx) => tx.all(`SELECT 1 AS one`));
      expect(await recoverGenerations(world)).toBe(2);
      const before = await Promise.all([images, text].map(({ id }) => getGeneration(world, actor, { id })));
      expect(before[0]).toMatchObject({
        status: 'FAILED',
        receipt: { refunded: 10 },
        error: { reason: 'INTERRUPTED' },
      });
      expect(before[1]).toMatchObject({ status: 'FAILED', receipt: { refunded: 10 } });
      await first.send(scriptedImage(1));
      await second.send({ type: 'text', delta: 'too late' });
      second.finish();
      await worker.renew();
      await Promise.all([first.aborted(), second.aborted()]);
      await worker.stop();
      expect(await Promise.all([images, text].map(({ id }) => getGeneration(world, actor, { id })))).toEqual(
        before,
      );
      await expect(
        readFile(world.generation.files.pathOf(`${actor.userId}/${images.id}/1.png`)),
      ).rejects.toThrow('ENOENT');
      expect(await listEntries(world, actor)).toEqual([
        'REWARD 40',
        'CONSUME -20',
        'CONSUME -10',
        ...['REFUND 10', 'REFUND 10'],
      ]);
    });

    it('keeps a lease that is renewed', async () => {
      const actor = await addCreator(world, 10);
      const worker = work();
      const { id } = await startOne(world, actor);
      const run = await world.provider.nextRun();
      for (let i = 0; i < 5; i += 1) {
        clock.advance(20_000);
        await worker.renew();
        expect(await recoverGenerations(world)).toBe(0);
      }
      await run.send(scriptedImage(0));
      run.finish();
      expect((await waitForEnd(world, actor, id)).status).toBe('SUCCEEDED');
    });

    it('when stopped, lets runs end in time and puts the others back for the next worker', async () => {
      const actor = await addCreator(world, 100);
      const worker = work({ stopDeadlineMs: 60_000 });
      const ending = await startOne(world, actor, { prompt: 'ending' });
      const run = await world.provider.nextRun();
      const stopped = worker.stop();
      const waiting = await startOne(world, actor, { prompt: 'waiting' });
      await run.send(scriptedImage(0));
      run.finish();
      await stopped;
      expect((await getGeneration(world, actor, ending)).status).toBe('SUCCEEDED');
      expect((await getGeneration(world, actor, waiting)).status).toBe('QUEUED');

      const hasty = work({ stopDeadlineMs: 0 });
      const [back, half] = [await world.provider.nextRun(), await startOne(world, actor, { count: 2 })];
      const halfRun = await world.provider.nextRun();
      await halfRun.send(scriptedImage(0));
      await hasty.stop();
      expect(back.signal.aborted).toBe(true);
      expect(await getGeneration(world, actor, waiting)).toMatchObject({ status: 'QUEUED', startedAt: null });
      expect(await getGeneration(world, actor, half)).toMatchObject({
        status: 'FAILED',
        error: { reason: 'INTERRUPTED' },
        receipt: { status: 'PARTLY_REFUNDED', refunded: 10 },
      });

      work();
      const again = await world.provider.nextRun();
      expect(again.request.prompt).toBe('waiting');
      expect(again.request.requestKey).not.toBe(back.request.requestKey);
      await again.send(scriptedImage(0));
      again.finish();
      expect((await waitForEnd(world, actor, waiting.id)).receipt.status).toBe('CHARGED');
    });

    it('goes on with the next job after one that nobody could have expected', async () => {
      const actor = await addCreator(world, 20);
      const throwing = {
        ...world.provider,
        generate: () => {
          throw new TypeError('no such function');
        },
      };
      const broken = { ...world, generation: { ...world.generation, provider: throwing } };
      work({}, broken);
      const { id } = await startOne(world, actor);
      expect(await waitForEnd(world, actor, id)).toMatchObject({
        status: 'FAILED',
        error: { reason: 'PROVIDER_FAILED' },
      });
      const next = await startOne(world, actor);
      expect((await waitForEnd(world, actor, next.id)).receipt.status).toBe('REFUNDED');
    });

    it('gets an output and an end written although the database is away for a moment', async () => {
      const { db } = world;
      let failures = 0;
      const write: typeof db.write = (job, options) => {
        if (failures === 0) return db.write(job, options);
        failures -= 1;
        return Promise.reject(Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' }));
      };
      const shaky = createGenerationWorld({ ...database(), db: { ...db, write } });
      const actor = await addCreator(world, 10);
      work({}, shaky);
      const { id } = await startOne(shaky, actor);
      const run = await shaky.provider.nextRun();
      failures = 1;
      await run.send(scriptedImage(0));
      failures = 1;
      run.finish();
      expect(await waitForEnd(shaky, actor, id)).toMatchObject({
        status: 'SUCCEEDED',
        outputs: [{ index: 0 }],
        receipt: { status: 'CHARGED' },
      });
    });
  },
  clock,
);
