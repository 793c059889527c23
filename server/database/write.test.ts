import { expect, it } from 'vitest';
import { createTestClock } from '../testing/test-clock.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { markClock, restoreClock } from './clock-mark.ts';

const clock = createTestClock();

forEachDialect(
  'write',
  (database, dialect) => {
    const countPrices = async (): Promise<number> => {
      const [row] = await database().db.reader.all<{ count: number }>(
        `SELECT COUNT(*) AS count FROM credit_prices`,
      );
      return row!.count;
    };
    const insertPrice = `INSERT INTO credit_prices (amount, price_fen, bonus, is_active, sort_order) VALUES ($amount, 1, 0, $isActive, 9)`;

    it('keeps what returned and nothing of what threw', async () => {
      const { db } = database();
      const before = await countPrices();
      await db.write((tx) => tx.run(insertPrice, { amount: 7, isActive: false }));
      await expect(
        db.write(async (tx) => {
          await tx.run(insertPrice, { amount: 8, isActive: false });
          throw new Error('changed my mind');
        }),
      ).rejects.toThrow('changed my mind');
      expect(await countPrices()).toBe(before + 1);
    });

    it('keeps nothing of statements that were still under way when another failed', async () => {
      const { db } = database();
      const before = await countPrices();
      const insertWrong = `INSERT INTO credit_prices (amount, price_fen, bonus, is_active, sort_order) VALUES ($amount, -1, 0, $isActive, 9)`;
      await expect(
        db.write((tx) =>
          Promise.all([
            tx.run(insertWrong, { amount: 10, isActive: false }),
            ...Array.from({ length: 200 }, () => tx.run(insertPrice, { amount: 10, isActive: false })),
          ]),
        ),
      ).rejects.toThrow('credit_prices_price');
      expect(await countPrices()).toBe(before);
    });

    it('lets no statement through once its transaction is over', async () => {
      const { db } = database();
      const before = await countPrices();
      let straggler: Promise<unknown> | undefined;
      await expect(
        db.write(async (tx) => {
          straggler = tx
            .all(`SELECT 1 AS one`)
            .then(() => tx.all(`SELECT 2 AS two`))
            .then(() => tx.run(insertPrice, { amount: 11, isActive: false }));
          straggler.catch(() => undefined);
          await Promise.reject(new Error('over'));
        }),
      ).rejects.toThrow('over');
      await expect(straggler).rejects.toThrow('transaction is over');
      expect(await countPrices()).toBe(before);
    });

    it.runIf(dialect === 'postgres')('acknowledges nothing that the database has rolled back', async () => {
      const { db } = database();
      await expect(
        db.write(async (tx) => {
          await tx.run(insertPrice, { amount: 12, isActive: false });
          await tx.run(`SELECT 1 / 0`).catch(() => undefined);
        }),
      ).rejects.toThrow('rolled back');
    });

    it('runs many writers at once without losing one', async () => {
      const { db } = database();
      const before = await countPrices();
      await Promise.all(
        Array.from({ length: 40 }, () =>
          db.write((tx) => tx.run(insertPrice, { amount: 9, isActive: false })),
        ),
      );
      expect(await countPrices()).toBe(before + 40);
    });

    it('lets a Sequelize call take part in its transaction', async () => {
      const { db } = database();
      const before = await countPrices();
      await expect(
        db.write(async (tx) => {
          await db.sequelize.query(
            `INSERT INTO credit_prices (amount, price_fen, bonus, is_active, sort_order) VALUES (5, 1, 0, ${dialect === 'sqlite' ? '0' : 'FALSE'}, 9)`,
            {
              transaction: tx.transaction,
            },
          );
          throw new Error('rolled back');
        }),
      ).rejects.toThrow('rolled back');
      expect(await countPrices()).toBe(before);
    });

    it('gives integers as numbers, also sums and counts', async () => {
      const { db } = database();
      const [row] = await db.reader.all<{ total: number; count: number }>(
        `SELECT SUM(price_fen) AS total, COUNT(*) AS count FROM credit_prices WHERE sort_order < 9`,
      );
      expect(row).toEqual({ total: 16_100, count: 4 });
    });

    it('never lets its clock run backwards, also not over a restart', async () => {
      const testDatabase = database();
      const { db } = testDatabase;
      const start = clock.nowMs();
      clock.advance(60_000);
      await db.write(markClock);
      clock.set(new Date(start - 86_400_000));
      expect(db.now().getTime()).toBe(start + 60_000);
      expect(await db.write((tx) => Promise.resolve(tx.now.getTime()))).toBe(start + 60_000);
      const later = await testDatabase.reopen();
      await restoreClock(later);
      expect(later.now().getTime()).toBe(start + 60_000);
      clock.set(new Date(start + 120_000));
      expect(later.now().getTime()).toBe(start + 120_000);
    });
  },
  clock,
);
