import { anyOf } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
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
import { lockAccounts, toAccount, type StoredAccount } from './lock-accounts.ts';
import type { LedgerAccount, LedgerCommand, LedgerLot, LedgerOutcome, LedgerRow } from './ledger-types.ts';

/** What posting has to know beside the commands. */
export interface PostingSettings {
  /** Daily totals count days of this zone. */
  readonly businessTimeZone: string;
}

/**
 * Carries out ledger commands in their order, with a constant number of statements however many there are, and
 * returns one outcome each. A command that is refused writes nothing and does not disturb its neighbours; one whose
 * key has been used before, also earlier in the same batch, is replayed. `locked` are the heads of these users'
 * accounts (and maybe others') when this transaction has locked them already and not changed them since.
 */
export async function postEntries(
  tx: Tx,
  now: Date,
  commands: readonly LedgerCommand[],
  settings: PostingSettings,
  locked: readonly LedgerAccount[] | null = null,
): Promise<LedgerOutcome[]> {
  if (commands.length === 0) return [];
  const state = await loadState(tx, commands, locked);
  const folded = foldEntries(state, now, commands);
  await store(tx, folded, settings);
  return [...folded.outcomes];
}

async function loadState(
  tx: Tx,
  commands: readonly LedgerCommand[],
  locked: readonly LedgerAccount[] | null,
): Promise<LedgerState> {
  const userIds = [...new Set(commands.map(({ userId }) => userId))];
  const { accounts, rows, lots } = await loadBasics(tx, userIds, commands, locked);
  const missing = listRefundedLots(commands, rows, lots);
  return missing.length === 0
    ? { accounts, rows, lots }
    : { accounts, rows, lots: [...lots, ...(await loadLots(tx, missing))] };
}

async function loadBasics(
  tx: Tx,
  userIds: readonly string[],
  commands: readonly LedgerCommand[],
  locked: readonly LedgerAccount[] | null,
) {
  if (tx.dialect === 'sqlite') {
    const [heads, rows] = await Promise.all([loadHeadsWithLots(tx, userIds), loadRows(tx, commands)]);
    return { ...heads, rows };
  }
  // Read after the lock, by statements of their own: an earlier snapshot would not show what the last holder wrote.
  const accounts = locked ?? (await lockAccounts(tx, userIds));
  const wanted = new Set(userIds);
  const heads = accounts.filter(({ userId }) => wanted.has(userId));
  const [rows, lots] = await Promise.all([loadRows(tx, commands), loadOpenLots(tx, heads)]);
  return { accounts: heads, rows, lots };
}

/** Stored rows under the keys of the commands and of the charges they give back. */
async function loadRows(tx: Tx, commands: readonly LedgerCommand[]): Promise<LedgerRow[]> {
  const keys = commands.flatMap((command) => {
    if (!('key' in command)) return [];
    return command.kind === 'refund' ? [command.key, command.chargeKey] : [command.key];
  });
  if (keys.length === 0) return [];
  const rows = await tx.all<StoredLedgerRow>(
    `SELECT ${LEDGER_ROW_COLUMNS} FROM credit_transactions WHERE ${anyOf(tx.dialect, 'ledger_key', 'keys')}`,
    { keys: [...new Set(keys)] },
  );
  return rows.map(toLedgerRow);
}

/** Accounts and open lots by one walk over the accounts, where nothing has to be locked between the two. */
async function loadHeadsWithLots(
  tx: Tx,
  userIds: readonly string[],
): Promise<{ accounts: LedgerAccount[]; lots: LedgerLot[] }> {
  // Of the two columns called user_id the driver keeps the later one, which is never null.
  const rows = await tx.all<StoredAccount & { [Column in keyof StoredLot]: StoredLot[Column] | null }>(
    `SELECT ${LOT_COLUMNS}, a.user_id, a.balance, a.last_sequence, a.last_hash, a.last_created_at, a.first_open_sequence
     FROM credit_accounts a
     LEFT JOIN credit_lots l ON l.user_id = a.user_id AND l.origin_sequence >= a.first_open_sequence AND l.remaining > 0
     WHERE ${anyOf(tx.dialect, 'a.user_id', 'userIds')}`,
    { userIds },
  );
  const accounts = new Map<string, LedgerAccount>();
  const lots: LedgerLot[] = [];
  for (const row of rows) {
    if (!accounts.has(row.user_id)) accounts.set(row.user_id, toAccount(row));
    if (row.origin_sequence !== null) lots.push(toLot(row as StoredLot));
  }
  return { accounts: [...accounts.values()], lots };
}

/** Open lots of locked accounts; only PostgreSQL reads them apart. */
async function loadOpenLots(tx: Tx, accounts: readonly LedgerAccount[]): Promise<LedgerLot[]> {
  const rows = await tx.all<StoredLot>(
    `SELECT ${LOT_COLUMNS} FROM unnest($userIds::uuid[], $sequences::bigint[]) a (user_id, first_open_sequence)
     JOIN credit_lots l ON l.user_id = a.user_id AND l.origin_sequence >= a.first_open_sequence
     WHERE l.remaining > 0`,
    {
      userIds: accounts.map(({ userId }) => userId),
      sequences: accounts.map(({ firstOpenSequence }) => firstOpenSequence),
    },
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
async function store(tx: Tx, folded: FoldedEntries, settings: PostingSettings): Promise<void> {
  const writes: Promise<number>[] = [];
  if (folded.rows.length > 0) {
    writes.push(
      tx.insertMany(transactionSet(folded.rows)),
      tx.insertMany(accountSet(folded.accounts)),
      tx.insertMany(dailyTotalSet(folded.rows, settings.businessTimeZone)),
    );
  }
  if (folded.lots.length > 0) writes.push(tx.insertMany(lotSet(folded.lots)));
  await Promise.all(writes);
}
