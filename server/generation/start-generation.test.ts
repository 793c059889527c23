import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, expect, it } from 'vitest';
import { startGenerationInput } from '../../shared/contracts/generation.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import {
  addCreator,
  addMembership,
  createGenerationWorld,
  endEverything,
  findBreaches,
  listEntries,
  startOne,
} from '../testing/generation-world.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { cancelGeneration } from './cancel-generation.ts';
import { deleteGeneration } from './delete-generation.ts';
import { startGeneration } from './start-generation.ts';

const clock = createTestClock();

forEachDialect(
  'startGeneration',
  (database, dialect) => {
    const world = () => createGenerationWorld(database());
    const inputOf = (input: object) =>
      startGenerationInput.parse({ id: randomUUID(), kind: 'IMAGE', prompt: 'a crane', ...input });

    afterEach(async () => {
      if (dialect === 'postgres') {
        const tooHigh = `SELECT g.id FROM credit_accounts a JOIN generations g ON g.user_id = a.user_id AND g.id > a.newest_generation_id`;
        expect(await database().db.reader.all(tooHigh)).toEqual([]);
      }
      await endEverything(world(), clock);
      expect(await findBreaches(database())).toEqual([]);
    });

    it('charges 10 credits for each picture and queues the job', async () => {
      const w = world();
      const actor = await addCreator(w, 50);
      const generation = await startOne(w, actor, { count: 3, options: { size: 'square', seed: 7 } });
      expect(generation).toMatchObject({
        status: 'QUEUED',
        model: 'scripted',
        count: 3,
        options: { size: 'square', seed: 7 },
        receipt: { status: 'CHARGED', credits: 30, refunded: 0 },
        outputs: [],
        error: null,
      });
      expect(await listEntries(w, actor)).toEqual(['REWARD 50', 'CONSUME -30']);
      expect(w.published).toEqual([
        { userId: actor.userId, topic: 'generations', id: generation.id },
        { userId: actor.userId, topic: 'credits', id: null },
      ]);
    });

    it('answers a new generation exactly as it is stored', async () => {
      const w = world();
      const actor = await addCreator(w, 10);
      const input = inputOf({ kind: 'TEXT', prompt: 'ein Gedicht 🕊', options: { seed: 1 } });
      const first = await startGeneration(w, actor, input);
      const second = await startGeneration(w, actor, input);
      expect(second).toEqual({ generation: first.generation, replayed: true });
    });

    it('refuses with the numbers when credits are short, writes nothing, and takes the same id later', async () => {
      const w = world();
      const actor = await addCreator(w, 5);
      const input = inputOf({});
      await expect(startGeneration(w, actor, input)).rejects.toMatchObject({
        reason: 'INSUFFICIENT_CREDITS',
        details: { required: 10, available: 5, shortfall: 5 },
      });
      expect(await listEntries(w, actor)).toEqual(['REWARD 5']);
      expect(
        await database().db.reader.all(`SELECT 1 AS one FROM generations WHERE id = $id`, { id: input.id }),
      ).toEqual([]);
      await addMembership(w, actor, 1);
      expect((await startGeneration(w, actor, input)).replayed).toBe(false);
    });

    it('refuses the same id with other content, before every limit', async () => {
      const w = createGenerationWorld(database(), { limits: { queuedGenerationsPerUser: 1 } });
      const actor = await addCreator(w, 10);
      const input = inputOf({});
      await startGeneration(w, actor, input);
      expect((await startGeneration(w, actor, input)).replayed).toBe(true);
      for (const other of [
        { prompt: 'two cranes' },
        { count: 2 },
        { options: { seed: 2 } },
        { kind: 'TEXT' as const },
      ]) {
        await expect(startGeneration(w, actor, { ...input, ...other })).rejects.toMatchObject({
          reason: 'IDEMPOTENCY_MISMATCH',
        });
      }
    });

    it('gives two users the same id without either noticing', async () => {
      const w = world();
      const [a, b] = [await addCreator(w, 10), await addCreator(w, 10)];
      const input = inputOf({});
      expect((await startGeneration(w, a, input)).replayed).toBe(false);
      expect((await startGeneration(w, b, { ...input, prompt: 'mine' })).replayed).toBe(false);
    });

    it('knows every id again, however it was made and whoever paid for it', async () => {
      const w = world();
      const actor = await addCreator(w, 1_000);
      const madeAt = (offsetMs: number): string => uuidv7({ msecs: clock.nowMs() + offsetMs });
      const started: string[] = [];
      const startAll = async (count: number): Promise<void> => {
        for (let i = 0; i < count; i += 1) {
          const id = [madeAt(0), madeAt(12_000), madeAt(-4_000), randomUUID(), madeAt(0)][i % 5]!;
          expect((await startGeneration(w, actor, inputOf({ id }))).replayed).toBe(false);
          started.push(id);
          clock.advance(1_500);
          for (const earlier of started.slice(-9))
            expect((await startGeneration(w, actor, inputOf({ id: earlier }))).replayed).toBe(true);
        }
      };
      await startAll(10);
      await addMembership(w, actor, 1);
      await startAll(10);
      clock.advance(86_400_000 * 40);
      await startAll(5);
      expect(new Set(started).size).toBe(25);
    });

    it('does not bring a deleted generation back', async () => {
      const w = world();
      const actor = await addCreator(w, 20);
      const input = inputOf({});
      await startGeneration(w, actor, input);
      await cancelGeneration(w, actor, input);
      await deleteGeneration(w, actor, input);
      await expect(startGeneration(w, actor, input)).rejects.toMatchObject({ reason: 'NOT_FOUND' });
    });

    it('has one effect and equal answers for 100 requests at once on two servers', async () => {
      const first = world();
      // SQLite has one server: there the second shares the database.
      const second =
        dialect === 'sqlite'
          ? world()
          : createGenerationWorld({ ...database(), db: await database().reopen() });
      const actor = await addCreator(first, 100);
      const input = inputOf({ count: 2 });
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, i) => startGeneration(i % 2 ? first : second, actor, input)),
      );
      expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
      for (const { generation } of answers) expect(generation).toEqual(answers[0]?.generation);
      expect(await listEntries(first, actor)).toEqual(['REWARD 100', 'CONSUME -20']);
    });

    it('tells different contents under one id apart also when they arrive together', async () => {
      const w = world();
      const actor = await addCreator(w, 100);
      const input = inputOf({});
      const answers = await Promise.allSettled(
        ['a', 'b', 'a', 'b', 'c'].map((prompt) => startGeneration(w, actor, { ...input, prompt })),
      );
      expect(answers.map(({ status }) => status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
        'rejected',
        'rejected',
      ]);
      expect(await listEntries(w, actor)).toEqual(['REWARD 100', 'CONSUME -10']);
    });

    it('refuses 100 requests for the same thing alike, and has not used up its id', async () => {
      const w = world();
      const actor = await addCreator(w, 10);
      const input = inputOf({ count: 2 });
      const answers = await Promise.allSettled(
        Array.from({ length: 100 }, (_, i) =>
          startGeneration(w, actor, i === 50 ? { ...input, count: 1 } : input),
        ),
      );
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(answers[50]).toMatchObject({
        status: 'fulfilled',
        value: { replayed: false, generation: { count: 1 } },
      });
      expect(await listEntries(w, actor)).toEqual(['REWARD 10', 'CONSUME -10']);
    });

    it('spends exactly what is there when many ask at once, on two servers', async () => {
      const first = world();
      const second =
        dialect === 'sqlite'
          ? world()
          : createGenerationWorld({ ...database(), db: await database().reopen() });
      const actor = await addCreator(first, 75);
      const answers = await Promise.allSettled(
        Array.from({ length: 40 }, (_, i) => startOne(i % 2 ? first : second, actor)),
      );
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
      for (const answer of answers) {
        if (answer.status === 'rejected')
          expect(answer.reason).toMatchObject({ reason: 'INSUFFICIENT_CREDITS' });
      }
    });

    it('queues at most 50 of one user, exactly, also on two servers at once, and members too', async () => {
      const first = world();
      const second =
        dialect === 'sqlite'
          ? world()
          : createGenerationWorld({ ...database(), db: await database().reopen() });
      const payer = await addCreator(first, 1_000);
      const member = await addCreator(first, 10);
      await addMembership(first, member, 1);
      const bystander = await addCreator(first, 10);
      for (const actor of [payer, member]) {
        const answers = await Promise.allSettled([
          ...Array.from({ length: 70 }, (_, i) => startOne(i % 2 ? first : second, actor)),
          actor === payer ? startOne(first, bystander) : null,
        ]);
        const refused = answers.filter((answer) => answer.status === 'rejected');
        expect(refused).toHaveLength(20);
        expect(refused[0]?.reason).toMatchObject({ reason: 'TOO_MANY_GENERATIONS', details: { limit: 50 } });
      }
      expect(await listEntries(first, payer)).toHaveLength(51);
    });

    it('gives the place of a neighbour that was too expensive to the next', async () => {
      const w = createGenerationWorld(database(), { limits: { queuedGenerationsPerUser: 1 } });
      const actor = await addCreator(w, 10);
      const [expensive, cheap] = await Promise.allSettled([
        startOne(w, actor, { count: 4 }),
        startOne(w, actor, { count: 1 }),
      ]);
      expect(expensive).toMatchObject({ status: 'rejected', reason: { reason: 'INSUFFICIENT_CREDITS' } });
      expect(cheap).toMatchObject({ status: 'fulfilled', value: { status: 'QUEUED' } });
    });

    it('covers a member up to the last millisecond and charges from the end instant on', async () => {
      const w = world();
      const actor = await addCreator(w, 100);
      const endAt = await addMembership(w, actor, 30);
      clock.set(new Date(endAt.getTime() - 1));
      const covered = await startOne(w, actor, { count: 4 });
      expect(covered.receipt).toEqual({ status: 'COVERED_BY_MEMBERSHIP', credits: 0, refunded: 0 });
      clock.set(endAt);
      const charged = await startOne(w, actor, { count: 4 });
      expect(charged.receipt).toEqual({ status: 'CHARGED', credits: 40, refunded: 0 });
      expect(await listEntries(w, actor)).toEqual(['REWARD 100', 'CONSUME -40']);
      const rows = await w.db.reader.all(
        `SELECT list_cost_credits, cost_credits FROM generations WHERE user_id = $userId ORDER BY cost_credits`,
        { userId: actor.userId },
      );
      expect(rows).toEqual([
        { list_cost_credits: 40, cost_credits: 0 },
        { list_cost_credits: 40, cost_credits: 40 },
      ]);
    });

    it('refuses a kind the provider does not make, but still answers for what was started before', async () => {
      const w = world();
      const actor = await addCreator(w, 20);
      const input = inputOf({ kind: 'TEXT' });
      await startGeneration(w, actor, input);
      const imagesOnly = { ...w.provider, kinds: ['IMAGE'] as const };
      const other = { ...w, generation: { ...w.generation, provider: imagesOnly } };
      expect((await startGeneration(other, actor, input)).replayed).toBe(true);
      await expect(startGeneration(other, actor, { ...input, id: randomUUID() })).rejects.toMatchObject({
        reason: 'VALIDATION_FAILED',
        details: { fields: [{ path: 'kind' }] },
      });
    });
  },
  clock,
);
