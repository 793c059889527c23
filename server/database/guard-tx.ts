import type { Tx } from './transaction.ts';

/** A transaction's statements with an end: none may run outside it. */
export interface GuardedTx {
  readonly tx: Tx;
  /** Refuses every further statement and resolves when those under way have come back, whatever their outcome. */
  readonly close: () => Promise<void>;
  /** Whether something left to the transaction has failed already, maybe before its statement was sent. */
  readonly hasFailed: () => boolean;
  /** Resolves when everything that was left to the transaction has come back; rejects with the first failure. */
  readonly finishLeft: () => Promise<void>;
}

/**
 * Watches over `inner`. When one of several statements given together fails, the others are still on their way:
 * they must have come back before ROLLBACK, and whatever would follow them must not reach the connection afterwards,
 * where it would be committed by itself or in a stranger's transaction.
 */
export function guardTx(inner: Omit<Tx, 'leave'>): GuardedTx {
  const pending = new Set<Promise<unknown>>();
  const left: Promise<unknown>[] = [];
  let isOver = false;
  let hasFailed = false;
  const watch = <T>(start: () => Promise<T>): Promise<T> => {
    if (isOver) return Promise.reject(new Error('this transaction is over'));
    const statement = start();
    const settled: Promise<unknown> = statement.then(
      () => pending.delete(settled),
      () => pending.delete(settled),
    );
    pending.add(settled);
    return statement;
  };
  return {
    tx: {
      dialect: inner.dialect,
      now: inner.now,
      all: (sql, params) => watch(() => inner.all(sql, params)),
      run: (sql, params) => watch(() => inner.run(sql, params)),
      insertMany: (set) => watch(() => inner.insertMany(set)),
      leave: (statements) => {
        // It may fail long before anybody comes to ask.
        statements.catch(() => (hasFailed = true));
        left.push(statements);
      },
      get transaction() {
        return inner.transaction;
      },
    },
    hasFailed: () => hasFailed,
    close: async () => {
      isOver = true;
      await Promise.all(pending);
    },
    finishLeft: async () => {
      await Promise.all(left);
    },
  };
}
