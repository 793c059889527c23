import { lockAccounts, lockExistingAccounts } from '../credits/lock-accounts.ts';
import type { LedgerAccount } from '../credits/ledger-types.ts';
import type { Reader } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import { listPeriodsAbout, pickActivePeriods, type MemberTime } from '../membership/find-active-periods.ts';
import { idBoundAt } from '../platform/time-ordered-id.ts';
import { readStartFacts, type StartFacts } from './read-start-facts.ts';

/** How much later than expected a transaction may turn out to be for what was read ahead to hold. */
const AHEAD_MS = 1_000;

/** What a batch of starts is decided by, true until the commit. */
export interface StartState {
  /** The locked accounts. */
  readonly accounts: readonly LedgerAccount[];
  readonly facts: ReadonlyMap<string, StartFacts>;
  /** Below it every user's highest id is known; above every id that is made about now. */
  readonly beforeId: string;
  /** Users who are members now. */
  readonly members: ReadonlyMap<string, unknown>;
}

/** What {@link readStartState} begins with, on its way. */
export interface StartReading {
  readonly earliestMs: number;
  readonly accounts: Promise<readonly LedgerAccount[]>;
  readonly rest: Promise<Rest>;
}

type Rest = readonly [facts: ReadonlyMap<string, StartFacts>, periods: readonly MemberTime[]];

/**
 * Gives the statements of {@link readStartState} for a transaction that is not before `earliestMs`. The lock comes
 * first, and each statement sees what was committed before it began: what the others read stays true until the commit.
 */
export function beginReadingStartState(
  reader: Reader,
  earliestMs: number,
  userIds: readonly string[],
): StartReading {
  const accounts = lockExistingAccounts(reader, userIds);
  const rest = readRest(reader, earliestMs, userIds);
  // Whoever began may have been stopped before anybody waits for them.
  for (const promise of [accounts, rest]) promise.catch(() => undefined);
  return { earliestMs, accounts, rest };
}

/**
 * Locks the accounts of `userIds` and reads what their next starts depend on. Starts of one user take turns by that
 * lock, over all processes.
 */
export async function readStartState(
  tx: Tx,
  now: Date,
  userIds: readonly string[],
  begun: StartReading | undefined,
): Promise<StartState> {
  const { earliestMs, accounts, rest } = begun ?? beginReadingStartState(tx, now.getTime(), userIds);
  const found = await accounts;
  const all = await lockAccounts(tx, userIds, found);
  const isLate = now.getTime() > earliestMs + AHEAD_MS;
  // An account that had to be made was not locked yet when the rest was read.
  const isAgain = isLate || all.length > found.length;
  const [facts, periods] = await (isAgain ? readRest(tx, now.getTime(), userIds) : rest);
  return {
    accounts: all,
    facts,
    beforeId: beforeIdOf(isAgain ? now.getTime() : earliestMs),
    members: pickActivePeriods(periods, now),
  };
}

function readRest(reader: Reader, earliestMs: number, userIds: readonly string[]): Promise<Rest> {
  return Promise.all([
    readStartFacts(reader, userIds, beforeIdOf(earliestMs)),
    listPeriodsAbout(reader, earliestMs, earliestMs + AHEAD_MS, userIds),
  ]);
}

function beforeIdOf(earliestMs: number): string {
  return idBoundAt(earliestMs + AHEAD_MS);
}
