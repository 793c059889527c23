import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { emptyAccount } from '../credits/account-book.ts';
import { foldEntries, type LedgerState } from '../credits/fold-entries.ts';
import { GENESIS_HASH, hashRow } from '../credits/ledger-hash.ts';
import type {
  LedgerAccount,
  LedgerCommand,
  LedgerLot,
  LedgerOutcome,
  LedgerRow,
} from '../credits/ledger-types.ts';
import { listOnTab } from '../credits/tab.ts';

/** Tables in memory that load for a fold exactly what the database step loads, and store what it says. */
export class MemoryLedger {
  readonly #accounts = new Map<string, LedgerAccount>();
  readonly #rows: LedgerRow[] = [];
  readonly #lots = new Map<string, LedgerLot>();
  readonly #totals = new Map<string, number>();

  /** As they are with what is on the tabs. */
  get lots(): LedgerLot[] {
    return [...this.#lots.values()]
      .map((lot) => {
        const tab = this.#accounts.get(lot.userId)?.tab;
        return tab?.lot === lot.originSequence ? { ...lot, remaining: lot.remaining - tab.amount } : lot;
      })
      .sort((a, b) => a.originSequence - b.originSequence);
  }

  post(now: Date, commands: readonly LedgerCommand[]): readonly LedgerOutcome[] {
    const folded = foldEntries(this.#load(now, commands), now, commands);
    for (const account of folded.accounts) this.#accounts.set(account.userId, account);
    for (const lot of folded.lots) this.#lots.set(`${lot.userId} ${lot.originSequence}`, { ...lot });
    for (const { userId, createdAt, type, amount } of folded.totalled)
      this.#addTotal(userId, dayOf(createdAt), type, 1, amount);
    for (const { userId, date, count, amount } of folded.settledTabs)
      this.#addTotal(userId, date ?? '', 'CONSUME', count, -amount);
    for (const row of folded.rows) {
      ok(
        !this.#rows.some((one) => one.ledgerKey === row.ledgerKey && one.userId === row.userId),
        `key ${row.ledgerKey} twice`,
      );
      this.#rows.push(row);
    }
    return folded.outcomes;
  }

  /** Laws 1 and 2 of reliability.md. */
  checkLaws(): void {
    for (const [userId, account] of this.#accounts) {
      let [balance, sequence, hash, createdAt] = [0, 0, GENESIS_HASH, 0];
      for (const row of this.#rows.filter((one) => one.userId === userId)) {
        balance += row.amount;
        sequence += 1;
        hash = hashRow(row, hash);
        deepStrictEqual([row.sequence, row.balanceAfter, row.hash], [sequence, balance, hash]);
        strictEqual(
          row.allocations.reduce((sum, [, taken]) => sum + taken, 0),
          Math.abs(row.amount),
        );
        ok(
          row.allocations.every(([, taken]) => taken > 0),
          'an allocation of nothing',
        );
        ok(row.createdAt.getTime() >= createdAt, 'created_at runs backwards');
        createdAt = row.createdAt.getTime();
      }
      const lots = this.lots.filter((lot) => lot.userId === userId);
      for (const lot of lots) {
        ok(0 <= lot.held && lot.held <= lot.remaining && lot.remaining <= lot.amount, 'bounds of a lot');
        ok(
          lot.remaining === 0 || lot.originSequence >= account.firstOpenSequence,
          'an open lot is out of sight',
        );
      }
      deepStrictEqual(
        { balance, lastSequence: sequence, lastHash: hash, lastCreatedAt: createdAt },
        {
          balance: lots.reduce((sum, lot) => sum + lot.remaining, 0),
          lastSequence: account.lastSequence,
          lastHash: account.lastHash,
          lastCreatedAt: account.lastCreatedAt,
        },
      );
      strictEqual(account.balance, balance);
    }
    this.#checkTotals();
  }

  /** What the totals and the tabs show is what the rows are. */
  #checkTotals(): void {
    const expected = new MemoryLedger();
    for (const { userId, createdAt, type, amount } of this.#rows)
      expected.#addTotal(userId, dayOf(createdAt), type, 1, amount);
    const actual = new MemoryLedger();
    for (const [name, value] of this.#totals) actual.#totals.set(name, value);
    for (const [userId, { tab }] of this.#accounts)
      if (tab && tab.count > 0) actual.#addTotal(userId, tab.date ?? '', 'CONSUME', tab.count, -tab.amount);
    deepStrictEqual(actual.#totals, expected.#totals);
  }

  #addTotal(userId: string, date: string, type: string, count: number, amount: number): void {
    for (const [what, value] of [
      ['count', count],
      ['amount', amount],
    ] as const) {
      const name = `${userId} ${date} ${type} ${what}`;
      this.#totals.set(name, (this.#totals.get(name) ?? 0) + value);
    }
  }

  #load(now: Date, commands: readonly LedgerCommand[]): LedgerState {
    const users = new Set(commands.map(({ userId }) => userId));
    const keys = new Set(
      commands.flatMap((command) =>
        command.kind === 'refund' ? [command.key, command.chargeKey] : 'key' in command ? [command.key] : [],
      ),
    );
    const rows = this.#rows.filter((row) => users.has(row.userId) && keys.has(row.ledgerKey));
    const charged = new Set(
      rows
        .filter((row) => row.type === 'CONSUME')
        .flatMap((row) => row.allocations.map(([sequence]) => `${row.userId} ${sequence}`)),
    );
    const accounts = [...this.#accounts.values()].filter(({ userId }) => users.has(userId));
    const date = dayOf(now);
    const onTab = { userIds: listOnTab(accounts, commands, now, date), date };
    const lots = [...this.#lots.values()].filter((lot) => {
      if (onTab.userIds.has(lot.userId)) return false;
      const { firstOpenSequence } = this.#accounts.get(lot.userId) ?? emptyAccount(lot.userId);
      const isOpen = lot.remaining > 0 && lot.originSequence >= firstOpenSequence;
      return users.has(lot.userId) && (isOpen || charged.has(`${lot.userId} ${lot.originSequence}`));
    });
    return { accounts, rows, lots, onTab };
  }
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
