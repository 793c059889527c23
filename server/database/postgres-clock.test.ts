import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/for-each-dialect.ts';

describe('the clock on PostgreSQL', () => {
  let database: TestDatabase | undefined;
  afterEach(async () => {
    vi.useRealTimers();
    await database?.destroy();
  });

  it('is the database’s from the first moment, also on a machine whose own is ahead', async () => {
    database = await createTestDatabase('postgres');
    const { db } = database;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    const other = await database.reopen();
    for (const one of [db, other]) {
      const before = one.now();
      const [row] = await one.reader.all<{ now_ms: number }>(
        `SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) AS now_ms`,
      );
      expect(before.getTime()).toBeLessThanOrEqual((row?.now_ms ?? 0) + 1_000);
      expect(await one.write((tx) => Promise.resolve(tx.now.getTime()))).toBeLessThan(Date.now() - 3_000_000);
    }
  });
});
