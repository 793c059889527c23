import { anyOf } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import { businessDate } from '../platform/business-date.ts';
import { idBoundAt } from '../platform/time-ordered-id.ts';
import { foldEntries, type FoldedEntries, type LedgerState } from './fold-entries.ts';
import {
  accountSet,
  dailyTotalSet,
  LEDGER_ROW_COLUMNS,
  LOT_COLUMNS,
  lotSet,
  toLedgerRow,
  toLot,
  transactionSet,
  type StoredLedgerRow,
  type StoredLot,
} from './ledger-rows.ts';
import { lockAccounts } from './lock-accounts.ts';
import type {
  LedgerAccount,
  LedgerCommand,
  LedgerLot,
  LedgerOutcome,
  LedgerRow,
  TabCharges,
} from './ledger-types.ts';
import { forgetNewestGeneration, newestAfter } from './newest-generation.ts';
import { listOnTab } from './tab.ts';

/** What posting has to know beside the commands. */
export interface PostingSettings {
  /** Daily totals count days of this zone. */
  readonly businessTimeZone: string;
}

/** What the caller has made sure of in this transaction. */
export interface KnownState {
  /** Heads of these users' accounts (and maybe others'), locked and not changed since. */
  readonly locked?: readonly LedgerAccount[] | undefined;
  /** No command's key has been used before: it belongs to something that is being made just now. */
  readonly areKeysUnused?: boolean;
}

/**
 * Carries out ledger commands in their order, with a constant number of statements however many there are, and
 * returns one outcome each. A command that is refused writes nothing and does not disturb its neighbours; one whose
 * key has been used before, also earlier in the same batch, is replayed.
 */
export async function postEntries(
  tx: Tx,
  now: Date,
  commands: readonly LedgerCommand[],
  settings: PostingSettings,
  known: KnownState = {},
): Promise<LedgerOutcome[]> {
  const { outcomes, stored } = await giveEntries(tx, now, commands, settings, known);
  await stored;
  return outcomes;
}

/** As {@link postEntries}, but the writes have only been given: `stored` resolves when they have come back. */
export async function giveEntries(
  tx: Tx,
  now: Date,
  commands: readonly LedgerCommand[],
  settings: PostingSettings,
  known: KnownState = {},
): Promise<{ outcomes: LedgerOutcome[]; stored: Promise<unknown> }> {
  if (commands.length === 0) return { outcomes: [], stored: Promise.resolve() };
  const date = businessDate(now, settings.businessTimeZone);
  const state = await loadState(tx, now, date, commands, known);
  const folded = foldEntries(state, now, commands, tx.dialect === 'postgres');
  return { outcomes: [...folded.outcomes], stored: store(tx, now, date, state, folded, settings) };
}

async function loadState(
  tx: Tx,
  now: Date,
  date: string,
  commands: readonly LedgerCommand[],
  { locked, areKeysUnused }: KnownState,
): Promise<LedgerState> {
  const wanted = new Set(commands.map(({ userId }) => userId));
  // What is read next is read after the lock, by statements of their own: an earlier snapshot would not show what the
  // last holder wrote.
  const accounts = (locked ?? (await lockAccounts(tx, [...wanted]))).filter(({ userId }) =>
    wanted.has(userId),
  );
  const onTab = listOnTab(accounts, commands, now, date);
  const settled = accounts.filter(({ userId }) => !onTab.has(userId));
  const [rows, open] = await Promise.all([
    areKeysUnused ? [] : loadRows(tx, commands),
    settled.length === 0 ? [] : loadOpenLots(tx, settled),
  ]);
  const missing = listRefundedLots(commands, rows, open);
  const lots = missing.length === 0 ? open : [...open, ...(await loadLots(tx, missing))];
  return { accounts, rows, lots, onTab: { userIds: onTab, date } };
}

/** Stored rows under the keys of the commands and of the charges they give back. */
async function loadRows(tx: Tx, commands: readonly LedgerCommand[]): Promise<LedgerRow[]> {
  const keys = commands.flatMap((command) => {
    if (!('key' in command)) return [];
    return command.kind === 'refund' ? [command.key, command.chargeKey] : [command.key];
  });
  if (keys.length === 0) return [];
  const rows = await tx.all<StoredLedgerRow>(
    `SELECT ${LEDGER_ROW_COLUMNS} FROM credit_transactions WHERE ${anyOf(tx.dialect, 'ledger_key', 'text', 'keys')}`,
    { keys: [...new Set(keys)] },
  );
  return rows.map(toLedgerRow);
}

/** Open lots of locked accounts. */
async function loadOpenLots(tx: Tx, accounts: readonly LedgerAccount[]): Promise<LedgerLot[]> {
  const rows = await tx.all<StoredLot>(
    `SELECT ${LOT_COLUMNS} FROM credit_accounts a
     JOIN credit_lots l ON l.user_id = a.user_id AND l.origin_sequence >= a.first_open_sequence
     WHERE l.remaining > 0 AND ${anyOf(tx.dialect, 'a.user_id', 'uuid', 'userIds')}`,
    { userIds: accounts.map(({ userId }) => userId) },
  );
  return rows.map(toLot);
}

/** Lots that refunds go back into and that are not among the open ones. */
function listRefundedLots(
  commands: readonly LedgerCommand[],
  rows: readonly LedgerRow[],
  lots: readonly LedgerLot[],
): (readonly [string, number])[] {
  const chargeKeys = new Set(
    commands.flatMap((command) => (command.kind === 'refund' ? [command.chargeKey] : [])),
  );
  if (chargeKeys.size === 0) return [];
  const known = new Set(lots.map(({ userId, originSequence }) => `${userId} ${originSequence}`));
  const missing = new Map<string, readonly [string, number]>();
  for (const { userId, ledgerKey, allocations } of rows) {
    if (!chargeKeys.has(ledgerKey)) continue;
    for (const [originSequence] of allocations) {
      const name = `${userId} ${originSequence}`;
      if (!known.has(name)) missing.set(name, [userId, originSequence]);
    }
  }
  return [...missing.values()];
}

async function loadLots(tx: Tx, lots: readonly (readonly [string, number])[]): Promise<LedgerLot[]> {
  const rows =
    tx.dialect === 'sqlite'
      ? await tx.all<StoredLot>(
          `SELECT ${LOT_COLUMNS} FROM json_each($pairs) p
           JOIN credit_lots l ON l.user_id = p.value ->> 0 AND l.origin_sequence = p.value ->> 1`,
          { pairs: JSON.stringify(lots) },
        )
      : await tx.all<StoredLot>(
          `SELECT ${LOT_COLUMNS} FROM unnest($userIds::uuid[], $sequences::bigint[]) p (user_id, sequence)
           JOIN credit_lots l ON l.user_id = p.user_id AND l.origin_sequence = p.sequence`,
          { userIds: lots.map(([userId]) => userId), sequences: lots.map(([, sequence]) => sequence) },
        );
  return rows.map(toLot);
}

/** All four tables at once: none of these statements depends on another. */
function store(
  tx: Tx,
  now: Date,
  date: string,
  state: LedgerState,
  folded: FoldedEntries,
  settings: PostingSettings,
): Promise<unknown> {
  const { rows, accounts, tabCharges, lots, totalled, settledTabs } = folded;
  const writes: Promise<number>[] = [];
  if (rows.length > 0) writes.push(tx.insertMany(transactionSet(rows)));
  if (tabCharges.length > 0) writes.push(putOnTabs(tx, now, date, tabCharges));
  if (accounts.length > 0) writes.push(tx.insertMany(accountSet(accounts)));
  const outdated = listOutdated(state, rows);
  if (outdated.length > 0) writes.push(forgetNewestGeneration(tx, outdated));
  if (lots.length > 0) writes.push(tx.insertMany(lotSet(lots)));
  if (totalled.length + settledTabs.length > 0)
    writes.push(tx.insertMany(dailyTotalSet(totalled, settledTabs, settings.businessTimeZone)));
  return Promise.all(writes);
}

/** Users who were charged, but not on their tabs, and whose newest generation was known. */
function listOutdated({ accounts, onTab }: LedgerState, rows: readonly LedgerRow[]): string[] {
  const known = accounts.filter(
    ({ userId, newestGenerationId = null }) => newestGenerationId !== null && !onTab?.userIds.has(userId),
  );
  if (known.length === 0) return [];
  const charged = new Set(rows.flatMap(({ userId, type }) => (type === 'CONSUME' ? userId : [])));
  return known.map(({ userId }) => userId).filter((userId) => charged.has(userId));
}

/** Puts charges on the tabs of locked accounts, which nobody else has changed since they were read. */
function putOnTabs(tx: Tx, now: Date, date: string, charges: readonly TabCharges[]): Promise<number> {
  const beforeId = idBoundAt(now.getTime());
  return tx.run(
    `UPDATE credit_accounts a SET balance = a.balance - c.amount, last_sequence = a.last_sequence + c.count,
       last_hash = c.hash, last_created_at = $now, tab_date = $date, tab_count = a.tab_count + c.count,
       tab_amount = a.tab_amount + c.amount, newest_generation_id = c.newest
     FROM unnest($userIds::uuid[], $counts::bigint[], $amounts::bigint[], $hashes::text[], $newest::uuid[])
       c (user_id, count, amount, hash, newest)
     WHERE a.user_id = c.user_id`,
    {
      userIds: charges.map(({ userId }) => userId),
      counts: charges.map(({ count }) => count),
      amounts: charges.map(({ amount }) => amount),
      hashes: charges.map(({ lastHash }) => lastHash),
      newest: charges.map((one) => newestAfter(one, beforeId)),
      now: now.getTime(),
      date,
    },
  );
}
