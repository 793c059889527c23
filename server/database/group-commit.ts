import { setImmediate as nextTurn } from 'node:timers/promises';
import { classifyDatabaseError } from './database-errors.ts';
import type { Reader } from './sql.ts';
import type { Tx, Write } from './transaction.ts';

/** Commands one transaction carries at most. */
const MAX_BATCH = 256;

/** A grouped command: decides and writes a whole batch with a constant number of statements, one outcome per command. */
export type ApplyBatch<Command, Outcome, Ahead = undefined> = (
  tx: Tx,
  now: Date,
  commands: readonly Command[],
  /** What {@link ReadAhead} returned for these commands in this transaction; undefined where it was not called. */
  ahead: Ahead | undefined,
) => Promise<readonly Outcome[]>;

/** Gives the statements a batch begins with before it is known when it is (`ahead` of `WriteOptions`). */
export type ReadAhead<Command, Ahead> = (
  reader: Reader,
  earliestMs: number,
  commands: readonly Command[],
) => Ahead;

/** Collects commands into shared transactions. */
export interface GroupCommit<Command, Outcome> {
  /** Resolves with this command's own outcome once the transaction that carried it has been committed. */
  submit(command: Command): Promise<Outcome>;
  /** Resolves when nothing is waiting or under way. */
  idle(): Promise<void>;
}

interface Waiting<Command, Outcome> {
  readonly command: Command;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A durable commit costs a disk flush, so commands that arrive while one is under way share the next: no timer,
 * hence no added delay when idle. Every command must carry a key that makes applying it twice have one effect,
 * because a batch that fails as a whole is applied again one by one, so that a poisonous command fails alone.
 */
export function createGroupCommit<Command, Outcome, Ahead = undefined>(
  write: Write,
  apply: ApplyBatch<Command, Outcome, Ahead>,
  readAhead?: ReadAhead<Command, Ahead>,
): GroupCommit<Command, Outcome> {
  let queue: Waiting<Command, Outcome>[] = [];
  let running: Promise<void> | null = null;

  const commit = (commands: readonly Command[]): Promise<readonly Outcome[]> => {
    let found: Ahead | undefined;
    return write((tx) => apply(tx, tx.now, commands, found), {
      repeatable: true,
      inline: true,
      ...(readAhead && {
        ahead: (reader, earliestMs) => {
          found = readAhead(reader, earliestMs, commands);
        },
      }),
    });
  };

  const settle = async (batch: readonly Waiting<Command, Outcome>[]): Promise<void> => {
    try {
      const outcomes = await commit(batch.map(({ command }) => command));
      batch.forEach(({ resolve }, i) => resolve(outcomes[i] as Outcome));
    } catch (error) {
      // When the database itself is not to be had, trying each alone would only make everybody wait longer.
      if (batch.length === 1 || ['unavailable', 'connection-lost'].includes(classifyDatabaseError(error))) {
        for (const { reject } of batch) reject(error);
        return;
      }
      for (const one of batch) await settle([one]);
    }
  };

  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.slice(0, MAX_BATCH);
      queue = queue.slice(MAX_BATCH);
      await settle(batch);
      // Let the callers just answered send their next command, so that it joins the next batch.
      await nextTurn();
    }
    running = null;
  };

  return {
    submit: (command) =>
      new Promise((resolve, reject) => {
        queue.push({ command, resolve, reject });
        running ??= Promise.resolve().then(run);
      }),
    idle: async () => {
      while (running) await running;
    },
  };
}

/**
 * Several group commits side by side, for a database that works on several transactions at once. Commands of one
 * owner (a UUID) always take the same lane, so that batches never wait for each other's locks on an owner's rows.
 */
export function createGroupCommitLanes<Command, Outcome>(
  count: number,
  ownerOf: (command: Command) => string,
  create: () => GroupCommit<Command, Outcome>,
): GroupCommit<Command, Outcome> {
  const lanes = Array.from({ length: count }, create);
  return {
    // The end of a UUID is random in every version that is used here.
    submit: (command) => lanes[Number.parseInt(ownerOf(command).slice(-8), 16) % count]!.submit(command),
    idle: async () => {
      await Promise.all(lanes.map((lane) => lane.idle()));
    },
  };
}
