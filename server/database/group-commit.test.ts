import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { createGroupCommit } from './group-commit.ts';
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

describe('lanes of a group commit', () => {
  interface Owned {
    readonly owner: string;
    readonly n: number;
  }

  /** Two lanes whose transactions end when they are let; `batches` are in the order in which they began. */
  function createTwoLanes() {
    const batches: { readonly commands: readonly Owned[]; end: () => void }[] = [];
    const write: Write = async (work) => {
      const result = work({ now: new Date(0) } as Tx);
      const { promise, resolve } = Promise.withResolvers<undefined>();
      batches.at(-1)!.end = () => resolve(undefined);
      await promise;
      return await result;
    };
    const group = createGroupCommit<Owned, number>(
      write,
      (_tx, _now, commands) => {
        batches.push({ commands, end: () => undefined });
        return Promise.resolve(commands.map(({ n }) => n));
      },
      { lanes: { count: 2, ownerOf: ({ owner }) => owner } },
    );
    const submitAll = (commands: readonly Owned[]) => Promise.all(commands.map((one) => group.submit(one)));
    const sizes = () => batches.map(({ commands }) => commands.length);
    return { group, batches, submitAll, sizes };
  }

  it('carry commands of one owner in their order, one batch at a time, and those of others beside them', async () => {
    const { group, batches } = createTwoLanes();
    const held = group.submit({ owner: 'first', n: 1 });
    const beside = group.submit({ owner: 'second', n: 2 });
    await nextTurn();
    const later = group.submit({ owner: 'first', n: 3 });
    batches[1]!.end();
    expect(await beside).toBe(2);
    // The lane that has come free looks for more in its second turn.
    for (let turn = 0; turn < 3; turn += 1) await nextTurn();
    expect(batches).toHaveLength(2);
    batches[0]!.end();
    expect(await held).toBe(1);
    await expect.poll(() => batches.length).toBe(3);
    batches[2]!.end();
    expect(await later).toBe(3);
    await group.idle();
  });

  it('share those who wait, and take all of an owner with whom they have begun', async () => {
    const { group, batches, submitAll, sizes } = createTwoLanes();
    const others = Array.from({ length: 10 }, (_, n) => ({ owner: `owner ${n}`, n }));
    const all = submitAll(others);
    await nextTurn();
    expect(sizes()).toEqual([5, 5]);
    for (const { end } of batches) end();
    expect(await all).toEqual(others.map(({ n }) => n));

    await group.idle();
    const few = submitAll(others.slice(0, 4));
    await expect.poll(sizes).toEqual([5, 5, 2, 2]);
    for (const { end } of batches) end();
    await few;

    await group.idle();
    const same = submitAll(Array.from({ length: 7 }, (_, n) => ({ owner: 'one', n })));
    await expect.poll(sizes).toEqual([5, 5, 2, 2, 7]);
    expect(batches[4]!.commands.map(({ n }) => n)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    batches[4]!.end();
    await same;
  });

  it('carry 256 at most, also of one owner, whose order they keep', async () => {
    const { batches, submitAll, sizes } = createTwoLanes();
    const all = submitAll(Array.from({ length: 300 }, (_, n) => ({ owner: 'one', n })));
    await nextTurn();
    batches[0]!.end();
    await expect.poll(sizes).toEqual([256, 44]);
    batches[1]!.end();
    expect(batches.flatMap(({ commands }) => commands.map(({ n }) => n))).toEqual(await all);
  });

  it('go on side by side when the owner they waited for is free', async () => {
    const { group, batches, submitAll, sizes } = createTwoLanes();
    const first = submitAll(['a', 'b', 'c', 'd'].map((owner, n) => ({ owner, n })));
    await nextTurn();
    expect(sizes()).toEqual([2, 2]);
    const later = submitAll(['c', 'd'].map((owner, n) => ({ owner, n })));
    batches[0]!.end();
    for (let turn = 0; turn < 3; turn += 1) await nextTurn();
    expect(sizes()).toEqual([2, 2]);
    batches[1]!.end();
    await first;
    await expect.poll(sizes).toEqual([2, 2, 1, 1]);
    for (const { end } of batches) end();
    await later;
    await group.idle();
  });

  it('become equally full again', async () => {
    const { batches, submitAll, sizes } = createTwoLanes();
    const first = submitAll([{ owner: 'alone', n: 0 }]);
    await nextTurn();
    const many = submitAll(Array.from({ length: 9 }, (_, n) => ({ owner: `owner ${n}`, n })));
    await nextTurn();
    expect(sizes()).toEqual([1, 5]);
    batches[0]!.end();
    await first;
    await expect.poll(sizes).toEqual([1, 5, 4]);
    for (const { end } of batches) end();
    await many;
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

  it('applies one by one, in their order, what failed as a whole', async () => {
    const batches: (readonly number[])[] = [];
    const group = createGroupCommit<number, number>(
      (work) => work({ now: new Date(0) } as Tx),
      (_tx, _now, commands) => {
        batches.push(commands);
        return commands.includes(2) ? Promise.reject(new Error('poison')) : Promise.resolve(commands);
      },
    );
    const results = await Promise.allSettled([1, 2, 3].map((n) => group.submit(n)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(batches).toEqual([[1, 2, 3], [1], [2], [3]]);
  });

  it('waits for those just answered, whose next commands join the next batch', async () => {
    const batches: (readonly number[])[] = [];
    const meanwhile: Promise<number>[] = [];
    const group = createGroupCommit<number, number>(
      (work) => work({ now: new Date(0) } as Tx),
      (_tx, _now, commands) => {
        batches.push(commands);
        if (batches.length === 1) meanwhile.push(group.submit(4));
        return Promise.resolve(commands);
      },
    );
    const callTwice = async (n: number): Promise<void> => {
      await group.submit(n);
      // What a request does between its answer and the caller's next one.
      for (let i = 0; i < 10; i += 1) await Promise.resolve();
      await group.submit(n);
    };
    await Promise.all([1, 2, 3].map(callTwice));
    await Promise.all(meanwhile);
    expect(batches).toEqual([
      [1, 2, 3],
      [4, 1, 2, 3],
    ]);
  });
});
