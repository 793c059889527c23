import { getMe } from '../auth/get-me.ts';
import { listSessions } from '../auth/list-sessions.ts';
import { findTransactionRange } from '../credits/find-transaction-range.ts';
import { readNewestTransactions } from '../credits/read-transactions.ts';
import type { TransactionView } from '../../shared/contracts/credits.ts';
import type { Reader } from '../database/sql.ts';
import { listGenerationsForExport } from '../generation/list-generations-for-export.ts';
import { listPeriodsForExport } from '../membership/list-periods-for-export.ts';
import { listOrdersForExport } from '../orders/list-orders-for-export.ts';
import type { Actor } from '../platform/app-deps.ts';
import type { AccountDeps } from './account-deps.ts';

/** Ledger rows read at a time. */
const LEDGER_CHUNK = 500;

/** A chunk is sent once it is about this long. */
const CHUNK_LENGTH = 32_768;

/**
 * Everything the actor has here as the chunks of one JSON document: profile, sessions (without tokens), orders,
 * membership periods, ledger, generations with prompts; results by the address they can be fetched from. Money is
 * in fen, instants are ISO 8601 in UTC. Any amount takes little memory.
 */
export async function* exportAccount(
  deps: Pick<AccountDeps, 'db' | 'gateways'>,
  actor: Actor,
): AsyncGenerator<string, void, undefined> {
  const { db } = deps;
  const { userId } = actor;
  const head = { format: 'creator-studio-account', version: 1, exportedAt: db.now() };
  const profile = await getMe(deps, actor);
  const sessions = await listSessions(deps, actor);
  yield JSON.stringify({ ...head, profile, sessions }).slice(0, -1);
  yield* section('orders', listOrdersForExport(deps, userId));
  yield* section('membershipPeriods', await listPeriodsForExport(db.reader, userId));
  yield* section('creditTransactions', listLedger(db.reader, userId));
  yield* section('generations', listGenerationsForExport(db, userId));
  yield '}\n';
}

/** `,"name":[…]`, a chunk at a time. */
async function* section(
  name: string,
  items: AsyncIterable<unknown> | Iterable<unknown>,
): AsyncGenerator<string, void, undefined> {
  let chunk = `,${JSON.stringify(name)}:[`;
  let separator = '';
  for await (const item of items) {
    chunk += `${separator}\n${JSON.stringify(item)}`;
    separator = ',';
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  yield `${chunk}]`;
}

/** The ledger as it is now, oldest first. */
async function* listLedger(reader: Reader, userId: string): AsyncGenerator<TransactionView, void, undefined> {
  const range = await findTransactionRange(reader, userId, {});
  for (let { low } = range; low <= range.high; low += LEDGER_CHUNK) {
    const high = Math.min(range.high, low + LEDGER_CHUNK - 1);
    const rows = await readNewestTransactions(reader, userId, { low, high }, undefined, LEDGER_CHUNK);
    yield* rows.reverse();
  }
}
