import { lockAccounts, lockExistingAccounts } from '../credits/lock-accounts.ts';
import type { LedgerAccount } from '../credits/ledger-types.ts';
import type { Reader } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import { listPeriodsAbout, pickActivePeriods, type MemberTime } from '../membership/list-periods-about.ts';
import { idBoundAt } from '../platform/time-ordered-id.ts';
import {
  readHighestIds,
  readStartFacts,
  type FoundFacts,
  type HighestId,
  type StartFacts,
} from './read-start-facts.ts';

/** How much later than expected a transaction may turn out to be for what was read ahead to hold. */
const AHEAD_MS = 1_000;

/** Below every id. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** What a batch of starts is decided by, true until the commit. */
export interface StartState {
  /** The locked accounts, each with its newest generation where that could be found out. */
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

type Rest = readonly [facts: FoundFacts, periods: readonly MemberTime[]];

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
  const nowMs = now.getTime();
  const { earliestMs, accounts, rest } = begun ?? beginReadingStartState(tx, nowMs, userIds);
  const found = await accounts;
  const locked = await lockAccounts(tx, userIds, found);
  // An account that had to be made was not locked yet when the rest was read.
  const isAgain = nowMs > earliestMs + AHEAD_MS || locked.length > found.length;
  const [[facts, periods], highest] = await Promise.all([
    isAgain ? readRest(tx, nowMs, userIds) : rest,
    tx.dialect === 'postgres' ? readUnknownHighest(tx, nowMs, locked) : null,
  ]);
  const state = { beforeId: idBoundAt(nowMs), members: pickActivePeriods(periods, now) };
  if (highest === null) return { ...state, accounts: locked, facts };

  const all = new Map<string, StartFacts>();
  const told = locked.map((account): LedgerAccount => {
    const { userId, newestGenerationId } = account;
    const { highestId = newestGenerationId ?? null, hasBeyond = false } = highest.get(userId) ?? {};
    all.set(userId, { isDeleted: false, queued: 0, ...facts.get(userId), highestId });
    return { ...account, newestGenerationId: hasBeyond ? null : (highestId ?? NO_ID) };
  });
  return { ...state, accounts: told, facts: all };
}

/** Of those whose account does not tell. */
function readUnknownHighest(
  tx: Tx,
  nowMs: number,
  locked: readonly LedgerAccount[],
): Promise<Map<string, HighestId>> {
  const unknown = locked.flatMap(({ userId, newestGenerationId = null }) =>
    newestGenerationId === null ? userId : [],
  );
  return readHighestIds(tx, unknown, idBoundAt(nowMs));
}

function readRest(reader: Reader, earliestMs: number, userIds: readonly string[]): Promise<Rest> {
  return Promise.all([
    readStartFacts(reader, userIds, idBoundAt(earliestMs)),
    listPeriodsAbout(reader, earliestMs, earliestMs + AHEAD_MS, userIds),
  ]);
}
