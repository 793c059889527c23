import { NIL, v5 } from 'uuid';
import { expect, it } from 'vitest';
import { createTestClock } from '../testing/test-clock.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { markClock, restoreClock } from './clock-mark.ts';
import { anyOf } from './sql.ts';
import type { Tx } from './transaction.ts';

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

    it('keeps nothing when a statement fails that was left to the transaction', async () => {
      const { db } = database();
      const before = await countPrices();
      const insertWrong = `INSERT INTO credit_prices (amount, price_fen, bonus, is_active, sort_order) VALUES ($amount, -1, 0, $isActive, 9)`;
      for (const wrong of [0, 1, 2]) {
        await expect(
          db.write((tx) => {
            for (let i = 0; i < 3; i += 1)
              tx.leave(tx.run(i === wrong ? insertWrong : insertPrice, { amount: 13, isActive: false }));
            return Promise.resolve('not to be told');
          }),
        ).rejects.toThrow('credit_prices_price');
      }
      expect(await countPrices()).toBe(before);
      const kept = await db.write((tx) => {
        tx.leave(tx.run(insertPrice, { amount: 13, isActive: false }));
        return Promise.resolve('to be told');
      });
      expect([kept, await countPrices()]).toEqual(['to be told', before + 1]);
    });

    it.runIf(dialect === 'postgres')(
      'carries out in the transaction what was given ahead of it',
      async () => {
        const { db } = database();
        const number = `SELECT pg_current_xact_id()::text AS id`;
        let ahead: Promise<{ id: string }[]> | undefined;
        let earliestMs = Infinity;
        const [own, nowMs] = await db.write(
          async (tx) => [await tx.all<{ id: string }>(number), tx.now.getTime()] as const,
          {
            ahead: (reader, fromMs) => {
              earliestMs = fromMs;
              ahead = reader.all(number);
            },
          },
        );
        expect(await ahead).toEqual(own);
        expect(earliestMs).toBeLessThanOrEqual(nowMs);
      },
    );

    it('refuses many rows at once for one that is wrong, and also those that come after', async () => {
      const { db } = database();
      const before = await countPrices();
      const rows = (wrong: number) =>
        Array.from({ length: 100 }, (_, i) => ({
          amount: 11,
          price_fen: i === wrong ? -1 : 1,
          bonus: 0,
          is_active: false,
          sort_order: 9,
        }));
      const columns = {
        amount: 'bigint',
        price_fen: 'bigint',
        bonus: 'bigint',
        is_active: 'boolean',
        sort_order: 'bigint',
      } as const;
      await expect(
        db.write((tx) =>
          Promise.all(
            [50, 0, -1].map((wrong) => tx.insertMany({ table: 'credit_prices', columns, rows: rows(wrong) })),
          ),
        ),
      ).rejects.toThrow('credit_prices_price');
      expect(await countPrices()).toBe(before);
      await db.write((tx) => tx.run(`DELETE FROM credit_prices WHERE amount = 11`));
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

    it.each([1, 3, 100])('inserts and looks up values as they are, %d rows at once', async (times) => {
      const { db } = database();
      const texts = [
        '',
        'NULL',
        '\\N',
        '\\.',
        '"',
        '{a,"b"}',
        "'; --",
        '\\',
        '\t\n\r\b\f\v',
        'a\u2028b',
        '雨🌧',
        'é',
        '雨'.repeat(30_000),
        'a\\nb',
        'a whole sentence that is longer than what is written letter by letter',
      ];
      const numbers = [0, 1, -1, 255, -256, 2 ** 31, -(2 ** 31) - 1, 2 ** 32, -(2 ** 32), 9e15, -9e15];
      const numberAt = (place: number): number => numbers[place % numbers.length]!;
      const idAt = (place: number): string => v5(String(place), NIL);
      const values = [...texts, null];
      const found = await db.write(async (tx) => {
        const isPostgres = tx.dialect === 'postgres';
        const flag = isPostgres ? 'BOOLEAN' : 'INTEGER';
        await tx.run(
          `CREATE TEMPORARY TABLE kept (place BIGINT, id ${isPostgres ? 'UUID' : 'TEXT'}, value TEXT, number BIGINT, flag ${flag})`,
        );
        const rows = values.flatMap((value) => Array.from({ length: times }, () => value));
        const columns = {
          place: 'bigint',
          id: 'uuid',
          value: 'text',
          number: 'bigint',
          flag: 'boolean',
        } as const;
        const inserted = await tx.insertMany({
          table: 'kept',
          columns,
          rows: rows.map((value, place) => ({
            place,
            id: value === null ? null : idAt(place),
            value,
            number: value === null ? null : numberAt(place),
            flag: value === null ? null : place % 2 === 0,
          })),
        });
        const stored = await tx.all<{ id: string; value: string; number: number; flag: unknown }>(
          `SELECT id, value, number, flag FROM kept ORDER BY place`,
        );
        const ids = rows.map((_, place) => idAt(place));
        const matched = await tx.all(
          `SELECT 1 FROM kept WHERE ${anyOf(tx.dialect, 'value', 'text', 'texts')}
           AND ${anyOf(tx.dialect, 'id', 'uuid', 'ids')} AND ${anyOf(tx.dialect, 'number', 'bigint', 'numbers')}`,
          { texts, ids, numbers },
        );
        await tx.run('DROP TABLE kept');
        return { inserted, rows, stored, matched: matched.length };
      });
      expect(found.inserted).toBe(values.length * times);
      expect(found.stored.map(({ value }) => value)).toEqual(found.rows);
      expect(
        found.stored.map(({ id, number, flag }) => [id, number, flag === null ? null : Boolean(flag)]),
      ).toEqual(
        found.rows.map((value, place) =>
          value === null ? [null, null, null] : [idAt(place), numberAt(place), place % 2 === 0],
        ),
      );
      expect(found.matched).toBe(texts.length * times);
    });

    it('writes nothing where something left to the transaction fails before it is a statement', async () => {
      const { db } = database();
      const before = await countPrices();
      const rows = Array.from({ length: 100 }, () => ({
        get value(): string {
          throw new Error('not sent');
        },
      }));
      for (const unsent of [
        () => Promise.reject(new Error('not sent')),
        (tx: Tx) => tx.insertMany({ table: 'credit_prices', columns: { value: 'text' }, rows }),
      ]) {
        const writing = db.write((tx) => {
          tx.leave(tx.run(insertPrice, { amount: 13, isActive: false }));
          tx.leave(unsent(tx));
          return Promise.resolve();
        });
        await expect(writing).rejects.toThrow('not sent');
      }
      expect(await countPrices()).toBe(before);
    });

    it.runIf(dialect === 'postgres').each([
      ['uuid', 'x'],
      ['uuid', '0b8bbd3e-1d25-4d0a-9c0b-6a3f3f0f3f0g'],
      ['uuid', '0b8bbd3e01d25-4d0a-9c0b-6a3f3f0f3f0a'],
      ['bigint', 0.5],
      ['bigint', 2 ** 70],
      ['boolean', 'perhaps'],
    ] as const)('leaves it to the database to refuse a %s that is none (%s)', async (type, value) => {
      const { db } = database();
      const table = `refused_${type}`;
      await db.write((tx) => tx.run(`CREATE TABLE IF NOT EXISTS ${table} (value ${type})`));
      for (const count of [1, 100]) {
        const rows = Array.from({ length: count }, () => ({ value }));
        const writing = db.write((tx) => {
          tx.leave(tx.insertMany({ table, columns: { value: type }, rows }));
          return Promise.resolve();
        });
        await expect(writing).rejects.toThrow(/invalid input syntax|out of range/);
      }
      expect(await db.reader.all(`SELECT value FROM ${table}`)).toEqual([]);
      await db.write((tx) => tx.run(`DROP TABLE ${table}`));
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
