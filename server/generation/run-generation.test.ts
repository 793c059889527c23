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

const clock = createTestClock();

forEachDialect(
  'runGeneration',
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
