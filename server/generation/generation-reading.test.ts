import { randomUUID } from 'node:crypto';
import { access, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../platform/app-deps.ts';
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
import { cancelGeneration } from './cancel-generation.ts';
import { deleteGeneration } from './delete-generation.ts';
import { eraseGenerations } from './erase-generations.ts';
import { presentReceipt } from './generation.presenter.ts';
import { getGeneration } from './get-generation.ts';
import { hasLiveGenerations } from './has-live-generations.ts';
import { listGenerationsForExport } from './list-generations-for-export.ts';
import { listGenerations } from './list-generations.ts';
import { openOutputFile } from './open-output-file.ts';
import { pageGenerations } from './page-generations.ts';
import { sweepOutputFiles } from './sweep-output-files.ts';

const clock = createTestClock();

forEachDialect(
  'reading and deleting generations',
  (database) => {
    let world: GenerationWorld;

    beforeEach(() => {
      world = createGenerationWorld(database());
    });
    afterEach(async () => {
      await endEverything(world, clock);
      expect(await findBreaches(world)).toEqual([]);
    });

    /** An ended generation with its pictures. */
    const makeOne = async (actor: Actor, count = 1): Promise<string> => {
      const worker = startWorker(world);
      const { id } = await startOne(world, actor, { count, prompt: 'a secret' });
      const run = await world.provider.nextRun();
      for (let index = 0; index < count; index += 1) await run.send(scriptedImage(index));
      run.finish();
      await waitForEnd(world, actor, id);
      await worker.stop();
      return id;
    };

    it('lists newest first, without a gap or a repetition, also within one millisecond', async () => {
      const [actor, other] = [await addCreator(world, 500), await addCreator(world, 10)];
      await startOne(world, other);
      const ids: string[] = [];
      for (let i = 0; i < 4; i += 1) {
        // Several share an instant: together they are one batch.
        const batch = await Promise.all([0, 1, 2].map(() => startOne(world, actor)));
        ids.push(...batch.map(({ id }) => id));
        clock.advance(1);
      }
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await listGenerations(world, actor, { cursor, limit: 5 });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
        // What is started meanwhile shifts nothing.
        await startOne(world, actor, { kind: 'TEXT' });
      } while (cursor !== null);
      expect(seen).toHaveLength(12);
      expect(new Set(seen)).toEqual(new Set(ids));
      const first = await pageGenerations(world, actor, { skip: 0, limit: 10 });
      const rest = await pageGenerations(world, actor, { skip: 10, limit: 10 });
      expect(first).toMatchObject({ total: 15, skip: 0, limit: 10 });
      const paged = [...first.items, ...rest.items];
      expect(paged.filter(({ kind }) => kind === 'IMAGE').map(({ id }) => id)).toEqual(seen);
      expect(paged.map(({ createdAt }) => createdAt.getTime())).toEqual(
        paged.map(({ createdAt }) => createdAt.getTime()).sort((a, b) => b - a),
      );
    });

    it('lists ids of every kind in the order of their starts: in time, by a wrong clock, out of order, random', async () => {
      const actor = await addCreator(world, 1_000);
      const madeAt = (offsetMs: number): string => uuidv7({ msecs: clock.nowMs() + offsetMs });
      const started: string[] = [];
      for (let i = 0; i < 30; i += 1) {
        const id = [
          madeAt(0),
          madeAt(-4_000),
          randomUUID(),
          madeAt(9_000),
          madeAt(3_600_000),
          madeAt(-86_400_000),
        ][i % 6]!;
        await startOne(world, actor, { id });
        started.push(id);
        clock.advance(1 + (i % 3) * 2_500);
      }
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await listGenerations(world, actor, { cursor, limit: 4 });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual(started.toReversed());
      const paged = await Promise.all(
        [0, 7, 29].map((skip) => pageGenerations(world, actor, { skip, limit: 11 })),
      );
      for (const { items, skip } of paged)
        expect(items.map(({ id }) => id)).toEqual(started.toReversed().slice(skip, skip + 11));
    });

    it('filters by kind and state', async () => {
      const actor = await addCreator(world, 100);
      const [image, text] = [await startOne(world, actor), await startOne(world, actor, { kind: 'TEXT' })];
      await cancelGeneration(world, actor, image);
      const idsOf = async (filter: object): Promise<string[]> =>
        (await listGenerations(world, actor, { limit: 20, ...filter })).items.map(({ id }) => id);
      expect(await idsOf({ kind: 'TEXT' })).toEqual([text.id]);
      expect(await idsOf({ status: 'CANCELLED' })).toEqual([image.id]);
      expect(await idsOf({ kind: 'IMAGE', status: 'QUEUED' })).toEqual([]);
    });

    it('refuses a cursor that no page gave', async () => {
      const actor = await addCreator(world, 10);
      for (const cursor of [
        `9999999999999999.${randomUUID()}`,
        `1.${'-'.repeat(36)}`,
        `1.${'a'.repeat(36)}`,
      ]) {
        await expect(listGenerations(world, actor, { cursor, limit: 5 })).rejects.toMatchObject({
          reason: 'VALIDATION_FAILED',
        });
      }
    });

    it('shows nobody what is somebody else’s', async () => {
      const [owner, stranger] = [await addCreator(world, 10), await addCreator(world, 10)];
      const id = await makeOne(owner);
      const missing = { reason: 'NOT_FOUND' };
      await expect(getGeneration(world, stranger, { id })).rejects.toMatchObject(missing);
      await expect(deleteGeneration(world, stranger, { id })).rejects.toMatchObject(missing);
      await expect(
        openOutputFile(world, stranger, { generationId: id, fileName: '0.png' }),
      ).rejects.toMatchObject(missing);
      expect((await pageGenerations(world, stranger, { skip: 0, limit: 10 })).total).toBe(0);
    });

    it('opens exactly the files that there are, however the address is twisted', async () => {
      const actor = await addCreator(world, 20);
      const id = await makeOne(actor, 2);
      expect(
        await openOutputFile(world, actor, { generationId: id.toUpperCase(), fileName: '1.png' }),
      ).toEqual({
        path: join(database().dataDir, 'files', actor.userId, id, '1.png'),
        mimeType: 'image/png',
        sizeBytes: 9,
        fileName: `${id}-1.png`,
      });
      for (const fileName of [
        ...[
          '2.png',
          '1.jpg',
          '01.png',
          '1.png/',
          '1.PNG',
          '1',
          '',
          '../1.png',
          '..',
          '1.png\0',
          '%2e%2e/1.png',
        ],
        `../../../studio.db`,
      ]) {
        await expect(openOutputFile(world, actor, { generationId: id, fileName })).rejects.toMatchObject({
          reason: 'NOT_FOUND',
        });
      }
      for (const generationId of ['..', '', `${id}/..`, randomUUID()]) {
        await expect(openOutputFile(world, actor, { generationId, fileName: '1.png' })).rejects.toMatchObject(
          {
            reason: 'NOT_FOUND',
          },
        );
      }
    });

    it('deletes prompt, outputs and files of an ended one, keeps its ledger rows, and does it once', async () => {
      const actor = await addCreator(world, 20);
      const id = await makeOne(actor, 2);
      const folder = join(database().dataDir, 'files', actor.userId);
      expect(await readdir(join(folder, id))).toHaveLength(2);
      await deleteGeneration(world, actor, { id });
      await expect(access(folder)).rejects.toThrow('ENOENT');
      await expect(getGeneration(world, actor, { id })).rejects.toMatchObject({ reason: 'NOT_FOUND' });
      await expect(deleteGeneration(world, actor, { id })).rejects.toMatchObject({ reason: 'NOT_FOUND' });
      expect((await listGenerations(world, actor, { limit: 5 })).items).toEqual([]);
      const [row] = await world.db.reader.all(
        `SELECT prompt, options, status, cost_credits FROM generations WHERE id = $id`,
        { id },
      );
      expect(row).toEqual({ prompt: '', options: '{}', status: 'SUCCEEDED', cost_credits: 20 });
      expect(await listEntries(world, actor)).toEqual(['REWARD 20', 'CONSUME -20']);
    });

    it('deletes nothing that still waits or runs', async () => {
      const actor = await addCreator(world, 20);
      const waiting = await startOne(world, actor);
      await expect(deleteGeneration(world, actor, waiting)).rejects.toMatchObject({
        reason: 'GENERATION_NOT_ENDED',
      });
      expect((await getGeneration(world, actor, waiting)).prompt).toBe('a crane');
    });

    it('gives an account’s deletion what it needs: whether anything is live, and everything erased', async () => {
      const actor = await addCreator(world, 50);
      const id = await makeOne(actor, 2);
      const waiting = await startOne(world, actor);
      expect(await hasLiveGenerations(world.db.reader, actor.userId)).toBe(true);
      await cancelGeneration(world, actor, waiting);
      expect(await hasLiveGenerations(world.db.reader, actor.userId)).toBe(false);
      const keys = await world.db.write((tx) => eraseGenerations(tx, actor.userId));
      expect(keys.sort()).toEqual([0, 1].map((index) => `${actor.userId}/${id}/${index}.png`));
      expect(await world.db.write((tx) => eraseGenerations(tx, actor.userId))).toEqual([]);
      const rows = await world.db.reader.all<object>(
        `SELECT DISTINCT prompt, options, input_sha256 FROM generations WHERE user_id = $userId`,
        { userId: actor.userId },
      );
      expect(rows).toEqual([{ prompt: '', options: '{}', input_sha256: '' }]);
    });

    it('exports every generation once, whatever the page size', async () => {
      const actor = await addCreator(world, 2_500);
      const started = await Promise.all(
        Array.from({ length: 50 }, () => startOne(world, actor, { kind: 'TEXT' })),
      );
      await Promise.all(started.map(({ id }) => cancelGeneration(world, actor, { id })));
      for (let round = 0; round < 2; round += 1) {
        const more = await Promise.all(Array.from({ length: 50 }, () => startOne(world, actor)));
        await Promise.all(more.map(({ id }) => cancelGeneration(world, actor, { id })));
        started.push(...more);
      }
      const exported: string[] = [];
      for await (const generation of listGenerationsForExport(world.db, actor.userId))
        exported.push(generation.id);
      expect(exported).toEqual(started.map(({ id }) => id).sort());
    });

    it('sweeps what an interrupted write left over an hour ago, and nothing younger', async () => {
      const actor = await addCreator(world, 10);
      const id = await makeOne(actor);
      const folder = join(database().dataDir, 'files', '.tmp');
      const ageMs = { old: 3_600_001, young: 3_500_000 };
      for (const [name, age] of Object.entries(ageMs)) {
        await writeFile(join(folder, name), 'half a picture');
        const at = new Date(Date.now() - age);
        await utimes(join(folder, name), at, at);
      }
      expect(await sweepOutputFiles(world)).toBe(1);
      expect(await readdir(folder)).toEqual(['young']);
      await openOutputFile(world, actor, { generationId: id, fileName: '0.png' });
    });
  },
  clock,
);

describe('presentReceipt', () => {
  const finishedAt = new Date('2026-03-01T04:00:00Z');
  it.each([
    [
      { costCredits: 40, settledCredits: 10, finishedAt: null },
      { status: 'CHARGED', credits: 40, refunded: 0 },
    ],
    [
      { costCredits: 40, settledCredits: 40, finishedAt },
      { status: 'CHARGED', credits: 40, refunded: 0 },
    ],
    [
      { costCredits: 40, settledCredits: 10, finishedAt },
      { status: 'PARTLY_REFUNDED', credits: 40, refunded: 30 },
    ],
    [
      { costCredits: 40, settledCredits: 0, finishedAt },
      { status: 'REFUNDED', credits: 40, refunded: 40 },
    ],
  ])('tells of %o that it is %o', (generation, receipt) => {
    expect(presentReceipt({ coveredByMembership: false, ...generation })).toEqual(receipt);
  });
});
