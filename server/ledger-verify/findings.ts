/** What is checked, and the sentence that says so. */
export const CHECKS = {
  'ledger.sequence': 'sequences have no gap and times do not run backwards',
  'ledger.balance': 'balances follow from the amounts before them',
  'ledger.hash': 'hashes follow from the rows and each other',
  'ledger.allocations': 'rows say which lots they filled or drew on',
  'account.head': 'heads of accounts are those of their last rows',
  'account.balance': 'balances are what the lots hold',
  'account.tab': 'tabs fit the lots they are on',
  'account.newest-generation': 'no generation is newer than the newest that its account knows',
  'lot.grant': 'lots are those of their grants',
  'lot.remaining': 'lots hold what the rows have left in them',
  'lot.held': 'held credits are those of a running refund',
  'daily-total': 'daily totals are those of their rows',
  'order.grant': 'settled orders have exactly their credits, others none',
  'order.period': 'settled memberships have exactly one period, others none',
  'order.state': 'orders are being refunded, or refunded, exactly when their refunds say so',
  'order.payment': 'settled orders have exactly one successful payment, others none',
  'payment.trade-number': 'a provider’s trade number belongs to one payment',
  'order.reversal': 'succeeded refunds took exactly their credits and money back',
  'period.overlap': 'membership periods follow each other',
  'generation.charge': 'generations were charged what they cost, and no row is without one',
  'generation.refund': 'ended generations gave back exactly what was not delivered',
  'generation.lease': 'no generation runs past its lease',
  anchor: 'rows that were seen earlier are still there',
} as const;
/** Names of the checks. */
export type CheckName = keyof typeof CHECKS;

/** What one check found. */
export interface CheckResult {
  readonly name: CheckName;
  /** Things looked at. */
  readonly checked: number;
  readonly broken: number;
  /** The first broken thing, in words; null when all is well. */
  readonly first: string | null;
}

/** What a walk over a whole database found. */
export interface VerifyReport {
  readonly ok: boolean;
  readonly checks: readonly CheckResult[];
  readonly users: number;
  readonly rows: number;
  readonly durationMs: number;
}

/** Counts what was checked and keeps the first broken thing of each kind, however many there are. */
export class Findings {
  readonly #results = new Map<CheckName, { checked: number; broken: number; first: string | null }>();
  users = 0;
  rows = 0;

  constructor() {
    for (const name of Object.keys(CHECKS) as CheckName[])
      this.#results.set(name, { checked: 0, broken: 0, first: null });
  }

  /** Notes one thing that was looked at; `describe` is asked only where `holds` is false. */
  check(name: CheckName, holds: boolean, describe: () => string): void {
    const result = this.#results.get(name);
    if (!result) throw new Error(`unknown check ${name}`);
    result.checked += 1;
    if (holds) return;
    result.broken += 1;
    result.first ??= describe();
  }

  isBroken(name: CheckName): boolean {
    return (this.#results.get(name)?.broken ?? 0) > 0;
  }

  report(durationMs: number): VerifyReport {
    const checks = [...this.#results].map(([name, result]) => ({ name, ...result }));
    return {
      ok: checks.every(({ broken }) => broken === 0),
      checks,
      users: this.users,
      rows: this.rows,
      durationMs,
    };
  }
}
