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

/** Tables in memory that load for a fold exactly what the database step loads, and store what it says. */
export class MemoryLedger {
  readonly #accounts = new Map<string, LedgerAccount>();
  readonly #rows: LedgerRow[] = [];
  readonly #lots = new Map<string, LedgerLot>();

  get lots(): LedgerLot[] {
    return [...this.#lots.values()].sort((a, b) => a.originSequence - b.originSequence);
  }

  post(now: Date, commands: readonly LedgerCommand[]): readonly LedgerOutcome[] {
    const folded = foldEntries(this.#load(commands), now, commands);
    for (const account of folded.accounts) this.#accounts.set(account.userId, account);
    for (const lot of folded.lots) this.#lots.set(`${lot.userId} ${lot.originSequence}`, { ...lot });
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
  }

  #load(commands: readonly LedgerCommand[]): LedgerState {
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
    const lots = [...this.#lots.values()].filter((lot) => {
      const { firstOpenSequence } = this.#accounts.get(lot.userId) ?? emptyAccount(lot.userId);
      const isOpen = lot.remaining > 0 && lot.originSequence >= firstOpenSequence;
      return users.has(lot.userId) && (isOpen || charged.has(`${lot.userId} ${lot.originSequence}`));
    });
    return { accounts: [...this.#accounts.values()].filter(({ userId }) => users.has(userId)), rows, lots };
  }
}
