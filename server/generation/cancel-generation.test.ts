import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import {
  addCreator,
  addMembership,
  createGenerationWorld,
  endEverything,
  findBreaches,
  listEntries,
  startOne,
  startWorker,
  waitForEnd,
  waitForGeneration,
  type GenerationWorld,
} from '../testing/generation-world.ts';
import { scriptedImage } from '../testing/scripted-provider.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { cancelGeneration } from './cancel-generation.ts';
import type { GenerationWorker } from './create-generation-worker.ts';
import { getGeneration } from './get-generation.ts';

const clock = createTestClock();

forEachDialect(
  'cancelGeneration',
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

    const work = (): GenerationWorker => {
      const worker = startWorker(world);
      workers.push(worker);
      return worker;
    };

    it('ends one that waits at once and gives everything back, once', async () => {
      const actor = await addCreator(world, 40);
      const { id } = await startOne(world, actor, { count: 4 });
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => cancelGeneration(world, actor, { id })),
      );
      for (const answer of answers) {
        expect(answer).toMatchObject({
          status: 'CANCELLED',
          error: null,
          receipt: { status: 'REFUNDED', credits: 40, refunded: 40 },
        });
      }
      expect(await listEntries(world, actor)).toEqual(['REWARD 40', 'CONSUME -40', 'REFUND 40']);
      expect(world.published.filter(({ topic }) => topic === 'credits')).toHaveLength(2);
    });

    it('never lets a worker take one that was cancelled, whoever is first', async () => {
      const actor = await addCreator(world, 400);
      const started = await Promise.all(Array.from({ length: 20 }, () => startOne(world, actor)));
      const worker = work();
      await Promise.all(started.map(({ id }) => cancelGeneration(world, actor, { id })));
      const ended = await Promise.all(started.map(({ id }) => waitForEnd(world, actor, id)));
      for (const generation of ended) {
        expect(generation).toMatchObject({ status: 'CANCELLED', receipt: { status: 'REFUNDED' } });
      }
      await worker.stop();
    });

    it('stops a running one before its first output and gives everything back', async () => {
      const actor = await addCreator(world, 30);
      work();
      const { id } = await startOne(world, actor, { count: 3 });
      const run = await world.provider.nextRun();
      await cancelGeneration(world, actor, { id });
      await run.aborted();
      expect(await waitForEnd(world, actor, id)).toMatchObject({
        status: 'CANCELLED',
        receipt: { status: 'REFUNDED', refunded: 30 },
        outputs: [],
      });
    });

    it('keeps the pictures that were delivered and gives back the rest', async () => {
      const actor = await addCreator(world, 40);
      work();
      const { id } = await startOne(world, actor, { count: 4 });
      const run = await world.provider.nextRun();
      await run.send(scriptedImage(3));
      await cancelGeneration(world, actor, { id });
      expect(await waitForEnd(world, actor, id)).toMatchObject({
        status: 'CANCELLED',
        outputs: [{ index: 3 }],
        receipt: { status: 'PARTLY_REFUNDED', credits: 40, refunded: 30 },
      });
      // The history speaks of what was given back, not of all that was asked for.
      const refunds = await world.db.reader.all(
        `SELECT description FROM credit_transactions WHERE user_id = $userId AND type = 'REFUND'`,
        { userId: actor.userId },
      );
      expect(refunds).toEqual([{ description: 'generation.refund?count=3&kind=IMAGE' }]);
    });

    it('ends a text that has begun as SUCCEEDED, truncated and charged', async () => {
      const actor = await addCreator(world, 10);
      work();
      const { id } = await startOne(world, actor, { kind: 'TEXT' });
      const run = await world.provider.nextRun();
      await run.send({ type: 'text', delta: 'Once' });
      await waitForGeneration(world, actor, id, ({ outputs }) => outputs.length === 1);
      await cancelGeneration(world, actor, { id });
      expect(await waitForEnd(world, actor, id)).toMatchObject({
        status: 'SUCCEEDED',
        truncated: true,
        outputs: [{ text: 'Once' }],
        receipt: { status: 'CHARGED', refunded: 0 },
      });
    });

    it('delivers nothing that comes after the request, also when the worker has not heard of it', async () => {
      const actor = await addCreator(world, 50);
      work();
      const images = await startOne(world, actor, { count: 2 });
      const imageRun = await world.provider.nextRun();
      const text = await startOne(world, actor, { kind: 'TEXT' });
      const textRun = await world.provider.nextRun();
      // Another server's cancel: nobody tells this worker.
      const other = createGenerationWorld({ ...database(), db: world.db });
      await cancelGeneration(other, actor, images);
      await cancelGeneration(other, actor, text);
      await imageRun.send(scriptedImage(0));
      await textRun.send({ type: 'text', delta: 'late' });
      textRun.finish();
      for (const { id } of [images, text]) {
        expect(await waitForEnd(world, actor, id)).toMatchObject({
          status: 'CANCELLED',
          outputs: [],
          receipt: { status: 'REFUNDED' },
        });
      }
    });

    it('reaches a worker of another server with its next renewal', async () => {
      const actor = await addCreator(world, 50);
      const worker = work();
      const { id } = await startOne(world, actor);
      const run = await world.provider.nextRun();
      await cancelGeneration(createGenerationWorld({ ...database(), db: world.db }), actor, { id });
      expect(run.signal.aborted).toBe(false);
      await worker.renew();
      expect(run.signal.aborted).toBe(true);
      expect((await waitForEnd(world, actor, id)).status).toBe('CANCELLED');
    });

    it('keeps a text that had begun also when the server stops before it has heard of the request', async () => {
      const actor = await addCreator(world, 10);
      const hasty = startWorker(world, { stopDeadlineMs: 0 });
      const { id } = await startOne(world, actor, { kind: 'TEXT' });
      const run = await world.provider.nextRun();
      await run.send({ type: 'text', delta: 'Once' });
      await waitForGeneration(world, actor, id, ({ outputs }) => outputs.length === 1);
      // Another server's cancel: nobody tells this worker.
      await cancelGeneration(createGenerationWorld({ ...database(), db: world.db }), actor, { id });
      await hasty.stop();
      expect(await waitForEnd(world, actor, id)).toMatchObject({
        status: 'SUCCEEDED',
        truncated: true,
        outputs: [{ text: 'Once' }],
        receipt: { status: 'CHARGED', refunded: 0 },
      });
    });

    it('answers one that has ended as it is', async () => {
      const actor = await addCreator(world, 10);
      work();
      const { id } = await startOne(world, actor);
      const run = await world.provider.nextRun();
      await run.send(scriptedImage(0));
      run.finish();
      const done = await waitForEnd(world, actor, id);
      expect(await cancelGeneration(world, actor, { id })).toEqual(done);
    });

    it('gives a member nothing back, for nothing was taken', async () => {
      const actor = await addCreator(world, 10);
      await addMembership(world, actor, 1);
      const { id } = await startOne(world, actor, { count: 4 });
      expect(await cancelGeneration(world, actor, { id })).toMatchObject({
        status: 'CANCELLED',
        receipt: { status: 'COVERED_BY_MEMBERSHIP', credits: 0, refunded: 0 },
      });
      expect(await listEntries(world, actor)).toEqual(['REWARD 10']);
    });

    it('knows nothing of somebody else’s, nor of one that is not there', async () => {
      const [owner, stranger] = [await addCreator(world, 10), await addCreator(world, 10)];
      const { id } = await startOne(world, owner);
      for (const target of [id, randomUUID()]) {
        await expect(cancelGeneration(world, stranger, { id: target })).rejects.toMatchObject({
          reason: 'NOT_FOUND',
        });
      }
      expect((await getGeneration(world, owner, { id })).status).toBe('QUEUED');
    });
  },
  clock,
);
