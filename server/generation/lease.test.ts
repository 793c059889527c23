import { afterEach, beforeEach, expect, it } from 'vitest';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import {
  addCreator,
  createGenerationWorld,
  endEverything,
  findBreaches,
  startOne,
  type GenerationWorld,
} from '../testing/generation-world.ts';
import { scriptedImage } from '../testing/scripted-provider.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { claimGenerations } from './claim-generations.ts';
import { finishGeneration } from './finish-generation.ts';
import { getGeneration } from './get-generation.ts';
import { recordImage, recordProgress, recordText } from './record-output.ts';
import { releaseGeneration } from './release-generation.ts';
import { renewLeases } from './renew-leases.ts';

const clock = createTestClock();

forEachDialect(
  'a lease',
  (database, dialect) => {
    let world: GenerationWorld;

    beforeEach(() => {
      world = createGenerationWorld(database());
    });
    afterEach(async () => {
      await endEverything(world, clock);
      expect(await findBreaches(world)).toEqual([]);
    });

    it('is given to nobody beyond a user’s limit, however many claim at once on two servers', async () => {
      const second =
        dialect === 'sqlite'
          ? world
          : createGenerationWorld({ ...database(), db: await database().reopen() });
      const actor = await addCreator(world, 500);
      await Promise.all(Array.from({ length: 30 }, () => startOne(world, actor)));
      const claims = await Promise.all(
        Array.from({ length: 12 }, (_, i) => claimGenerations(i % 2 ? world : second, 3)),
      );
      expect(claims.flat()).toHaveLength(4);
      expect(new Set(claims.flat().map(({ id }) => id)).size).toBe(4);
    });

    it('is worth nothing to its old holder once another worker has one for the same job', async () => {
      const actor = await addCreator(world, 10);
      const { id } = await startOne(world, actor, { prompt: 'twice claimed' });
      const [old] = await claimGenerations(world, 1);
      if (!old) throw new Error('nothing was claimed');
      expect(await releaseGeneration(world.db, old)).toBe('held');
      const [current] = await claimGenerations(world, 1);
      if (!current) throw new Error('nothing was claimed');
      expect(current).toMatchObject({ id, prompt: 'twice claimed' });
      const before = await getGeneration(world, actor, { id });

      expect(await recordImage(world.db, world.generation.files, old, scriptedImage(0))).toBe('lost');
      expect(await recordText(world.db, old, 'late')).toBe('lost');
      expect(await recordProgress(world.db, old, 900)).toBe('lost');
      expect(await releaseGeneration(world.db, old)).toBe('lost');
      const end = { status: 'FAILED', errorReason: 'PROVIDER_FAILED', truncated: false } as const;
      const finishAs = (leaseToken: string) =>
        finishGeneration(world, { ...actor, id, condition: { type: 'leased', leaseToken }, end });
      expect(await finishAs(old.leaseToken)).toEqual({ status: 'missed' });
      expect(await renewLeases(world.db, [old, current])).toEqual(['lost', 'held']);
      expect(await getGeneration(world, actor, { id })).toEqual(before);

      expect(await recordImage(world.db, world.generation.files, current, scriptedImage(0))).toBe('held');
      expect(await finishAs(current.leaseToken)).toEqual({ status: 'finished', refunded: 0 });
      expect(await finishAs(current.leaseToken)).toEqual({ status: 'missed' });
    });

    it('delivers a picture once and pays it once, also when the same is said again', async () => {
      const actor = await addCreator(world, 20);
      const { id } = await startOne(world, actor, { count: 2 });
      const [job] = await claimGenerations(world, 1);
      if (!job) throw new Error('nothing was claimed');
      for (let i = 0; i < 2; i += 1)
        expect(await recordImage(world.db, world.generation.files, job, scriptedImage(0))).toBe('held');
      const end = { status: 'CANCELLED', errorReason: null, truncated: false } as const;
      const condition = { type: 'leased', leaseToken: job.leaseToken } as const;
      expect(await finishGeneration(world, { ...actor, id, condition, end })).toEqual({
        status: 'finished',
        refunded: 10,
      });
    });

    it('leaves a delivered picture its file when the answer was lost and the lease has ended since', async () => {
      const actor = await addCreator(world, 10);
      const { id } = await startOne(world, actor);
      const [job] = await claimGenerations(world, 1);
      if (!job) throw new Error('nothing was claimed');
      const { files } = world.generation;
      expect(await recordImage(world.db, files, job, scriptedImage(0))).toBe('held');
      const end = { status: 'SUCCEEDED', errorReason: null, truncated: false } as const;
      const condition = { type: 'leased', leaseToken: job.leaseToken } as const;
      await finishGeneration(world, { ...actor, id, condition, end });
      expect(await recordImage(world.db, files, job, scriptedImage(0))).toBe('lost');
      expect(await files.list(actor.userId, id)).toHaveLength(1);
    });
  },
  clock,
);
