import { readdir } from 'node:fs/promises';
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
  type GenerationWorld,
} from '../testing/generation-world.ts';
import { scriptedImage } from '../testing/scripted-provider.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { claimGenerations } from './claim-generations.ts';
import { getGeneration } from './get-generation.ts';
import { recordImage, recordText } from './record-output.ts';
import { recoverGenerations } from './recover-generations.ts';

const clock = createTestClock();

forEachDialect(
  'recoverGenerations',
  (database, dialect) => {
    let world: GenerationWorld;

    beforeEach(() => {
      world = createGenerationWorld(database());
    });
    afterEach(async () => {
      await endEverything(world, clock);
      expect(await findBreaches(world)).toEqual([]);
    });

    /** What a server that died leaves: a claimed job, and nobody who works on it. */
    const claimAndDie = async (slots = 8) => claimGenerations(world, slots);
    const passLease = async (db = world.db): Promise<void> => {
      clock.advance(30_000);
      await db.write((tx) => tx.all(`SELECT 1 AS one`));
    };

    it('lets a lease be until its last millisecond has passed', async () => {
      const actor = await addCreator(world, 10);
      const { id } = await startOne(world, actor);
      await claimAndDie();
      clock.advance(29_999);
      await world.db.write((tx) => tx.all(`SELECT 1 AS one`));
      expect(await recoverGenerations(world)).toBe(0);
      clock.advance(1);
      await world.db.write((tx) => tx.all(`SELECT 1 AS one`));
      expect(await recoverGenerations(world)).toBe(1);
      expect(await getGeneration(world, actor, { id })).toMatchObject({
        status: 'FAILED',
        error: { reason: 'INTERRUPTED' },
        receipt: { status: 'REFUNDED', refunded: 10 },
      });
    });

    it('gives back what was not delivered: pictures one by one, a text as a whole, a member nothing', async () => {
      const [actor, member] = [await addCreator(world, 100), await addCreator(world, 10)];
      await addMembership(world, member, 1);
      const images = await startOne(world, actor, { count: 3 });
      const text = await startOne(world, actor, { kind: 'TEXT' });
      const free = await startOne(world, member, { count: 2 });
      for (const job of await claimAndDie()) {
        if (job.kind === 'TEXT') await recordText(world.db, job, 'Once upon');
        else await recordImage(world.db, world.generation.files, job, scriptedImage(1));
      }
      // A file whose row was never committed: the server died between the two.
      const { files } = world.generation;
      await files.write(`${actor.userId}/${images.id}/2.png`, Buffer.from('stray'));
      await passLease();
      expect(await recoverGenerations(world)).toBe(3);
      expect(await getGeneration(world, actor, images)).toMatchObject({
        receipt: { status: 'PARTLY_REFUNDED', refunded: 20 },
        outputs: [{ index: 1 }],
      });
      expect(await getGeneration(world, actor, text)).toMatchObject({
        receipt: { status: 'REFUNDED', refunded: 10 },
        outputs: [{ text: 'Once upon' }],
      });
      expect((await getGeneration(world, member, free)).receipt.refunded).toBe(0);
      expect(await readdir(files.pathOf(`${actor.userId}/${images.id}`))).toEqual(['1.png']);
      expect(await listEntries(world, member)).toEqual(['REWARD 10']);
    });

    it('refunds once however many sweep at once, on two servers', async () => {
      const second =
        dialect === 'sqlite'
          ? world
          : createGenerationWorld({ ...database(), db: await database().reopen() });
      const actor = await addCreator(world, 300);
      for (let i = 0; i < 4; i += 1) await startOne(world, actor);
      expect(await claimAndDie()).toHaveLength(4);
      await passLease();
      await passLease(second.db);
      const counts = await Promise.all(
        Array.from({ length: 10 }, (_, i) => recoverGenerations(i % 2 ? world : second)),
      );
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
      const entries = await listEntries(world, actor);
      expect(entries.filter((entry) => entry === 'REFUND 10')).toHaveLength(4);
      expect(entries).toHaveLength(9);
    });

    it('leaves those that wait alone: they go on after a restart', async () => {
      const actor = await addCreator(world, 20);
      const { id } = await startOne(world, actor);
      await passLease();
      const restarted = createGenerationWorld({
        ...database(),
        db: dialect === 'sqlite' ? world.db : await database().reopen(),
      });
      expect(await recoverGenerations(restarted)).toBe(0);
      const worker = startWorker(restarted);
      const run = await restarted.provider.nextRun();
      await run.send(scriptedImage(0));
      run.finish();
      expect((await waitForEnd(restarted, actor, id)).receipt.status).toBe('CHARGED');
      await worker.stop();
    });
  },
  clock,
);
