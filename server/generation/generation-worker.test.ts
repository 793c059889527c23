import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
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
import { createScriptedProvider, scriptedImage } from '../testing/scripted-provider.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { cancelGeneration } from './cancel-generation.ts';
import type { GenerationWorker } from './create-generation-worker.ts';
import { createDemoProvider } from './demo/demo-provider.ts';
import { ProviderError } from './generation-provider.ts';
import { getGeneration } from './get-generation.ts';
import { openOutputFile } from './open-output-file.ts';
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

    it('makes pictures one by one, each visible and paid as soon as it is there', async () => {
      const actor = await addCreator(world, 20);
      work();
      const { id } = await startOne(world, actor, {
        count: 2,
        prompt: 'koi',
        options: { size: 'portrait', seed: 3 },
      });
      const run = await world.provider.nextRun();
      expect(run.request).toMatchObject({
        kind: 'IMAGE',
        prompt: 'koi',
        count: 2,
        options: { size: 'portrait', seed: 3 },
      });
      await run.send(scriptedImage(1));
      const half = await getGeneration(world, actor, { id });
      expect(half).toMatchObject({ status: 'RUNNING', outputs: [{ index: 1 }], receipt: { refunded: 0 } });
      expect(half.startedAt).not.toBeNull();
      await run.send(scriptedImage(0));
      run.finish();
      const done = await waitForEnd(world, actor, id);
      expect(done).toMatchObject({
        status: 'SUCCEEDED',
        progress: 1,
        truncated: false,
        error: null,
        receipt: { status: 'CHARGED', credits: 20, refunded: 0 },
        outputs: [0, 1].map((index) => ({
          index,
          mimeType: 'image/png',
          width: 8,
          height: 8,
          url: `/files/generations/${id}/${index}.png`,
          text: null,
        })),
      });
      const file = await openOutputFile(world, actor, { generationId: id, fileName: '1.png' });
      expect(await readFile(file.path, 'utf8')).toBe('picture 1');
    });

    it('writes a text as it grows, whatever its pieces are', async () => {
      const actor = await addCreator(world, 10);
      work();
      const { id } = await startOne(world, actor, { kind: 'TEXT' });
      const run = await world.provider.nextRun();
      await run.send({ type: 'text', delta: 'Once ' });
      await waitForGeneration(world, actor, id, ({ outputs }) => outputs[0]?.text === 'Once ');
      await run.send({ type: 'text', delta: 'upon\0 \ud83d' });
      await run.send({ type: 'text', delta: '\udd4a' });
      run.finish();
      const done = await waitForEnd(world, actor, id);
      expect(done).toMatchObject({
        status: 'SUCCEEDED',
        truncated: false,
        receipt: { status: 'CHARGED', credits: 10, refunded: 0 },
        outputs: [{ index: 0, text: 'Once upon 🕊', url: null, mimeType: 'text/plain' }],
      });
    });

    it.each(['PROVIDER_FAILED', 'PROVIDER_UNAVAILABLE', 'PROVIDER_TIMEOUT', 'PROMPT_REJECTED'] as const)(
      'gives everything back when the provider says %s before the first output',
      async (reason) => {
        const actor = await addCreator(world, 20);
        work();
        const { id } = await startOne(world, actor, { count: 2 });
        (await world.provider.nextRun()).fail(new ProviderError(reason));
        expect(await waitForEnd(world, actor, id)).toMatchObject({
          status: 'FAILED',
          error: { reason },
          receipt: { status: 'REFUNDED', credits: 20, refunded: 20 },
        });
        expect(await listEntries(world, actor)).toEqual(['REWARD 20', 'CONSUME -20', 'REFUND 20']);
        expect(world.published.filter(({ topic }) => topic === 'credits')).toHaveLength(2);
      },
    );

    it('keeps the pictures that came before a failure, and gives the rest back', async () => {
      const actor = await addCreator(world, 40);
      work();
      const { id } = await startOne(world, actor, { count: 4 });
      const run = await world.provider.nextRun();
      await run.send(scriptedImage(2));
      run.fail(new Error('the connection broke, secret key abc'));
      expect(await waitForEnd(world, actor, id)).toMatchObject({
        status: 'FAILED',
        error: { reason: 'PROVIDER_FAILED' },
        outputs: [{ index: 2 }],
        receipt: { status: 'PARTLY_REFUNDED', credits: 40, refunded: 30 },
      });
    });

    it('gives a text back whole when the provider fails in the middle of it', async () => {
      const actor = await addCreator(world, 10);
      work();
      const { id } = await startOne(world, actor, { kind: 'TEXT' });
      const run = await world.provider.nextRun();
      await run.send({ type: 'text', delta: 'Once ' });
      await waitForGeneration(world, actor, id, ({ outputs }) => outputs.length === 1);
      run.fail(new ProviderError('PROVIDER_FAILED'));
      expect(await waitForEnd(world, actor, id)).toMatchObject({
        status: 'FAILED',
        receipt: { status: 'REFUNDED', refunded: 10 },
      });
    });

    it('gives back what a provider that says it is through has not sent', async () => {
      const actor = await addCreator(world, 40);
      work();
      const none = await startOne(world, actor, { kind: 'TEXT' });
      (await world.provider.nextRun()).finish();
      expect(await waitForEnd(world, actor, none.id)).toMatchObject({
        status: 'FAILED',
        error: { reason: 'PROVIDER_FAILED' },
        receipt: { status: 'REFUNDED' },
      });
      const some = await startOne(world, actor, { count: 3 });
      const run = await world.provider.nextRun();
      await run.send(scriptedImage(0));
      run.finish();
      expect(await waitForEnd(world, actor, some.id)).toMatchObject({
        status: 'SUCCEEDED',
        receipt: { status: 'PARTLY_REFUNDED', credits: 30, refunded: 20 },
      });
    });

    it.each([
      ['an index twice', scriptedImage(0)],
      ['an index beyond the count', scriptedImage(2)],
      ['an index that is no number of a picture', scriptedImage(0.5)],
      ['no bytes', { ...scriptedImage(1), bytes: new Uint8Array() }],
      [
        'a type of file that we do not serve',
        { ...scriptedImage(1), mimeType: 'image/svg+xml' as 'image/png' },
      ],
      ['no width', { ...scriptedImage(1), width: 0 }],
      ['a text instead', { type: 'text', delta: 'hello' } as const],
    ])('fails on a provider that sends %s, keeping what was right', async (_, event) => {
      const actor = await addCreator(world, 20);
      work();
      const { id } = await startOne(world, actor, { count: 2 });
      const run = await world.provider.nextRun();
      await run.send(scriptedImage(0));
      await run.send(event);
      expect(await waitForEnd(world, actor, id)).toMatchObject({
        status: 'FAILED',
        error: { reason: 'PROVIDER_FAILED' },
        outputs: [{ index: 0 }],
        receipt: { status: 'PARTLY_REFUNDED', refunded: 10 },
      });
    });

    it('neither charges nor refunds a member whose job fails', async () => {
      const actor = await addCreator(world, 10);
      await addMembership(world, actor, 1);
      work();
      const { id } = await startOne(world, actor, { count: 4 });
      const run = await world.provider.nextRun();
      await run.send(scriptedImage(0));
      run.fail(new ProviderError('PROVIDER_FAILED'));
      expect(await waitForEnd(world, actor, id)).toMatchObject({
        status: 'FAILED',
        receipt: { status: 'COVERED_BY_MEMBERSHIP', credits: 0, refunded: 0 },
      });
      expect(await listEntries(world, actor)).toEqual(['REWARD 10']);
    });

    it('stops waiting for a provider that takes too long, even one that does not listen', async () => {
      world = createGenerationWorld(database(), { provider: createScriptedProvider({ deaf: true }) });
      const actor = await addCreator(world, 10);
      work({ providerTimeoutMs: 30 });
      const { id } = await startOne(world, actor);
      const run = await world.provider.nextRun();
      expect(await waitForEnd(world, actor, id)).toMatchObject({
        status: 'FAILED',
        error: { reason: 'PROVIDER_TIMEOUT' },
        receipt: { status: 'REFUNDED' },
      });
      // What it sends afterwards reaches nobody.
      await run.send(scriptedImage(0));
      expect((await getGeneration(world, actor, { id })).outputs).toEqual([]);
    });

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

    it('stores how far the work is', async () => {
      const actor = await addCreator(world, 10);
      work();
      const { id } = await startOne(world, actor);
      const run = await world.provider.nextRun();
      for (;;) {
        await run.send({ type: 'progress', progress: 0.4567 });
        const { progress } = await getGeneration(world, actor, { id });
        if (progress === 0) continue;
        expect(progress).toBe(0.456);
        break;
      }
      await cancelGeneration(world, actor, { id });
      expect((await waitForEnd(world, actor, id)).progress).toBe(0.456);
    });

    it('gives everything back when a picture cannot be stored, and leaves no trace of it', async () => {
      const actor = await addCreator(world, 10);
      work();
      // A file where the creator's folder should be: nothing can be written there.
      const folder = world.generation.files.pathOf(actor.userId);
      await mkdir(dirname(folder), { recursive: true });
      await writeFile(folder, 'in the way');
      const { id } = await startOne(world, actor);
      const run = await world.provider.nextRun();
      await run.send(scriptedImage(0));
      expect(await waitForEnd(world, actor, id)).toMatchObject({
        status: 'FAILED',
        error: { reason: 'INTERRUPTED' },
        outputs: [],
        receipt: { status: 'REFUNDED' },
      });
      expect(run.signal.aborted).toBe(true);
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

    it('makes a picture, a text and a failure with the demo provider', async () => {
      const provider = createDemoProvider({ pace: 0 });
      const demo = { ...world, generation: { ...world.generation, provider } };
      const actor = await addCreator(world, 100);
      work({}, demo);
      const [image, text, failing] = [
        await startOne(demo, actor, { count: 2, prompt: 'a lake at dawn' }),
        await startOne(demo, actor, { kind: 'TEXT', prompt: 'a lake at dawn' }),
        await startOne(demo, actor, { prompt: 'a lake [fail]' }),
      ];
      const made = await waitForEnd(demo, actor, image.id);
      expect(made).toMatchObject({
        status: 'SUCCEEDED',
        model: 'demo',
        outputs: [{ index: 0 }, { index: 1 }],
      });
      const file = await openOutputFile(demo, actor, { generationId: image.id, fileName: '0.png' });
      expect((await readFile(file.path)).subarray(1, 4).toString()).toBe('PNG');
      expect((await waitForEnd(demo, actor, text.id)).outputs[0]?.text).not.toBe('');
      expect(await waitForEnd(demo, actor, failing.id)).toMatchObject({
        status: 'FAILED',
        receipt: { status: 'REFUNDED', refunded: 10 },
      });
      await provider.close();
    });
  },
  clock,
);
