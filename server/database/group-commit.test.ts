import { describe, expect, it } from 'vitest';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { createGroupCommit, createGroupCommitLanes } from './group-commit.ts';
import type { Tx, Write } from './transaction.ts';

/** A command that adds to the only row of a table; a poisonous one breaks a CHECK. */
interface Add {
  readonly key: string;
  readonly amount: number;
}

async function createCounter(write: Write): Promise<void> {
  await write(async (tx) => {
    await tx.run(
      `CREATE TABLE IF NOT EXISTS test_entries (entry_key TEXT NOT NULL PRIMARY KEY, amount BIGINT NOT NULL CHECK (amount > 0))`,
    );
    await tx.run(`DELETE FROM test_entries`);
  });
}

async function applyAdds(tx: Tx, _now: Date, commands: readonly Add[]): Promise<string[]> {
  await tx.insertMany({
    table: 'test_entries',
    columns: { entry_key: 'text', amount: 'bigint' },
    rows: commands.map(({ key, amount }) => ({ entry_key: key, amount })),
    onConflict: '(entry_key) DO NOTHING',
  });
  return commands.map(({ key }) => key);
}

forEachDialect('group commit', (database) => {
  const sumOf = async (): Promise<number> => {
    const [row] = await database().db.reader.all<{ total: number }>(
      `SELECT COALESCE(SUM(amount), 0) AS total FROM test_entries`,
    );
    return row!.total;
  };

  it('answers every caller with its own outcome after one commit carried many', async () => {
    const { db } = database();
    await createCounter(db.write);
    const sizes: number[] = [];
    const group = createGroupCommit<Add, string>(db.write, (tx, now, commands) => {
      sizes.push(commands.length);
      return applyAdds(tx, now, commands);
    });
    const keys = Array.from({ length: 600 }, (_, i) => `k${i}`);
    expect(await Promise.all(keys.map((key) => group.submit({ key, amount: 1 })))).toEqual(keys);
    expect(await sumOf()).toBe(600);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(256);
    expect(sizes.length).toBeLessThan(10);
  });

  it('lets a poisonous command fail alone', async () => {
    const { db } = database();
    await createCounter(db.write);
    const group = createGroupCommit<Add, string>(db.write, applyAdds);
    const amounts = [1, 2, -5, 4];
    const results = await Promise.allSettled(
      amounts.map((amount, i) => group.submit({ key: `p${i}`, amount })),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await sumOf()).toBe(7);
  });

  it('is idle only when nothing waits and nothing is under way', async () => {
    const { db } = database();
    await createCounter(db.write);
    const group = createGroupCommit<Add, string>(db.write, applyAdds);
    await group.idle();
    const submitted = Array.from({ length: 300 }, (_, i) => group.submit({ key: `i${i}`, amount: 1 }));
    await group.idle();
    expect(await sumOf()).toBe(300);
    await Promise.all(submitted);
  });
});

describe('lanes of group commits', () => {
  it('carry commands of one owner in their order, one batch at a time, and those of others beside them', async () => {
    const [first, second] = ['00000000-0000-7000-8000-000000000000', '00000000-0000-7000-8000-000000000001'];
    const release = Promise.withResolvers<undefined>();
    const started: string[] = [];
    const write: Write = async (work) => {
      const result = await work({ now: new Date(0) } as Tx);
      if (started.at(-1) === first) await release.promise;
      return result;
    };
    const group = createGroupCommitLanes<{ owner: string; n: number }, number>(
      2,
      ({ owner }) => owner,
      () =>
        createGroupCommit(write, (_tx, _now, commands) => {
          started.push(commands[0]!.owner);
          return Promise.resolve(commands.map(({ n }) => n));
        }),
    );
    const held = group.submit({ owner: first, n: 1 });
    await expect(group.submit({ owner: second, n: 2 })).resolves.toBe(2);
    const later = group.submit({ owner: first, n: 3 });
    expect(started).toEqual([first, second]);
    release.resolve(undefined);
    expect(await Promise.all([held, later])).toEqual([1, 3]);
    await group.idle();
  });
});

describe('group commit without a database', () => {
  it('fails the whole batch at once when the database is not to be had', async () => {
    let attempts = 0;
    const busy = Object.assign(new Error('SQLITE_BUSY: database is locked'), { code: 'SQLITE_BUSY' });
    const group = createGroupCommit<number, number>(
      () => {
        attempts += 1;
        return Promise.reject(busy);
      },
      (_tx, _now, commands) => Promise.resolve(commands),
    );
    const results = await Promise.allSettled([1, 2, 3].map((n) => group.submit(n)));
    expect(results.every((result) => result.status === 'rejected' && result.reason === busy)).toBe(true);
    expect(attempts).toBe(1);
  });
});
