import { emptyAccount } from '../credits/account-book.ts';
import { HASH_VERSION, hashRow } from '../credits/ledger-hash.ts';
import { toLedgerRow, type StoredLedgerRow, type StoredLot } from '../credits/ledger-rows.ts';
import type { LedgerAccount, LedgerRow, LedgerTab } from '../credits/ledger-types.ts';
import { toAccount, type StoredAccount } from '../credits/lock-accounts.ts';
import type { Reader } from '../database/sql.ts';
import { businessDate } from '../platform/business-date.ts';
import type { Anchor, AnchorHead } from './anchor-file.ts';
import type { Findings } from './findings.ts';
import type { OrderedStream } from './ordered-stream.ts';
import type { RelationChecker } from './relation-checker.ts';

/** A stored row with how its hash was made. */
export type StoredRow = StoredLedgerRow & { readonly hash_version: number };

/** A stored daily total. */
export interface StoredTotal {
  readonly user_id: string;
  readonly business_date: string;
  readonly type: string;
  readonly count: number;
  readonly amount: number;
}

/** What the walk over all ledgers needs. */
export interface AccountsWalk {
  readonly reader: Reader;
  readonly findings: Findings;
  readonly businessTimeZone: string;
  readonly relations: RelationChecker;
  readonly anchor: Anchor | null;
}

/** The check of one user's ledger. */
export class UserWalk {
  readonly #walk: AccountsWalk;
  readonly #userId: string;
  #balance = 0;
  #sequence = 0;
  #hash: string;
  #createdAt = 0;
  #remaining = 0;
  #firstOpen: number | null = null;
  /** By lot: what the rows have left in it, less what it says it holds. Only lots where that is not nothing. */
  readonly #leftOver = new Map<number, number>();
  readonly #totals = new Map<string, { count: number; amount: number }>();
  #anchored: AnchorHead | null = null;
  #tab: LedgerTab | null = null;
  #tabLot: StoredLot | null = null;

  constructor(walk: AccountsWalk, userId: string) {
    this.#walk = walk;
    this.#userId = userId;
    this.#hash = emptyAccount(userId).lastHash;
  }

  async run(
    rows: OrderedStream<StoredRow>,
    lots: OrderedStream<StoredLot>,
    totals: OrderedStream<StoredTotal>,
    accounts: OrderedStream<StoredAccount>,
  ): Promise<void> {
    const { findings, anchor } = this.#walk;
    const userId = this.#userId;
    findings.users += 1;
    const account = accounts.head?.user_id === userId ? toAccount(accounts.head) : null;
    this.#tab = account?.tab ?? null;
    if (anchor?.head?.userId === userId) {
      this.#anchored = anchor.head;
      await anchor.advance();
    }
    for (let row = rows.head; row?.user_id === userId; row = rows.head) {
      this.#checkRow(row);
      if (row.type === 'RECHARGE' || row.type === 'REWARD') await this.#checkGrant(row, lots);
      await this.#walk.relations.add(row);
      const turn = rows.advance();
      if (turn) await turn;
    }
    await this.#reportLotsBefore(Infinity, lots);
    this.#checkLots();
    this.#checkTab();
    await this.#checkTotals(totals);
    if (this.#anchored) {
      const { sequence } = this.#anchored;
      findings.check(
        'anchor',
        false,
        () => `user ${userId}: row ${sequence} was seen earlier and is not there`,
      );
    }
    this.#checkAccount(account ?? emptyAccount(userId));
    if (account) await accounts.advance();
    await anchor?.note({ userId, sequence: this.#sequence, hash: this.#hash });
  }

  #checkRow(stored: StoredRow): void {
    const { findings, businessTimeZone } = this.#walk;
    findings.rows += 1;
    const name = (): string => `user ${this.#userId}, row ${stored.sequence}`;
    findings.check(
      'ledger.sequence',
      stored.sequence === this.#sequence + 1 && stored.created_at >= this.#createdAt,
      () => `${name()}: follows row ${this.#sequence}`,
    );
    const balance = this.#balance + stored.amount;
    findings.check(
      'ledger.balance',
      stored.balance_after === balance,
      () => `${name()}: balance is ${stored.balance_after} and should be ${balance}`,
    );
    const row = parseRow(stored);
    const allocated = row?.allocations.reduce((sum, [, amount]) => sum + amount, 0);
    findings.check(
      'ledger.allocations',
      allocated === Math.abs(stored.amount),
      () => `${name()}: moves ${stored.amount} credits and names lots for ${allocated}`,
    );
    findings.check(
      'ledger.hash',
      row !== null && stored.hash_version === HASH_VERSION && hashRow(row, this.#hash) === stored.hash,
      () => `${name()}: is not what its hash was made from`,
    );
    if (this.#anchored?.sequence === stored.sequence) {
      const { hash } = this.#anchored;
      findings.check('anchor', hash === stored.hash, () => `${name()}: had another hash when seen earlier`);
      this.#anchored = null;
    }
    for (const [originSequence, amount] of row?.allocations ?? [])
      this.#move(originSequence, stored.amount > 0 ? amount : -amount);
    const total = `${businessDate(stored.created_at, businessTimeZone)} ${stored.type}`;
    const { count, amount } = this.#totals.get(total) ?? { count: 0, amount: 0 };
    this.#totals.set(total, { count: count + 1, amount: amount + stored.amount });
    this.#sequence = stored.sequence;
    this.#balance = stored.balance_after;
    this.#hash = stored.hash;
    this.#createdAt = stored.created_at;
  }

  /** Lots come in the order of their grants, so the next one must be this row's. */
  async #checkGrant(row: StoredRow, lots: OrderedStream<StoredLot>): Promise<void> {
    await this.#reportLotsBefore(row.sequence, lots);
    const lot = lots.head;
    const isThere = lot?.user_id === this.#userId && lot.origin_sequence === row.sequence;
    const orderNo = row.related_type === 'ORDER' ? row.related_id : null;
    if (isThere && this.#tab?.lot === lot.origin_sequence) this.#tabLot = lot;
    const remaining = isThere ? lot.remaining - this.#onTabOf(lot) : 0;
    this.#walk.findings.check(
      'lot.grant',
      isThere &&
        lot.amount === row.amount &&
        lot.source_type === row.type &&
        lot.related_id === orderNo &&
        0 <= lot.held &&
        lot.held <= remaining &&
        lot.remaining <= lot.amount,
      () =>
        `user ${this.#userId}, row ${row.sequence}: its lot is ${isThere ? 'another one or out of bounds' : 'missing'}`,
    );
    if (!isThere) return;
    this.#move(lot.origin_sequence, -remaining);
    this.#remaining += remaining;
    if (lot.remaining > 0) this.#firstOpen ??= lot.origin_sequence;
    if (lot.held > 0 || lot.related_id !== null) await this.#walk.relations.addLot(lot);
    await lots.advance();
  }

  async #reportLotsBefore(sequence: number, lots: OrderedStream<StoredLot>): Promise<void> {
    for (let lot = lots.head; lot?.user_id === this.#userId; lot = lots.head) {
      if (lot.origin_sequence >= sequence) return;
      const { origin_sequence: origin, remaining } = lot;
      this.#remaining += remaining - this.#onTabOf(lot);
      this.#walk.findings.check(
        'lot.grant',
        false,
        () => `user ${this.#userId}, lot ${origin}: no row granted it`,
      );
      await lots.advance();
    }
  }

  /** Charges that a stored lot does not show yet. */
  #onTabOf(lot: StoredLot): number {
    return this.#tab?.lot === lot.origin_sequence ? this.#tab.amount : 0;
  }

  /** A tab repeats what it has to know of its lot, and its charges are those that the day's total lacks. */
  #checkTab(): void {
    if (this.#tab === null) return;
    const { lot: origin, limit, expiresAt, date, count, amount } = this.#tab;
    const lot = this.#tabLot;
    this.#walk.findings.check(
      'account.tab',
      lot !== null &&
        limit === lot.remaining - lot.held &&
        expiresAt === lot.expires_at &&
        0 <= amount &&
        amount <= limit &&
        (date === null) === (count === 0) &&
        (count === 0) === (amount === 0),
      () => `user ${this.#userId}: the tab of ${amount} credits does not fit lot ${origin}`,
    );
    if (count === 0) return;
    const name = `${date} CONSUME`;
    const total = this.#totals.get(name) ?? { count: 0, amount: 0 };
    if (total.count === count && total.amount === -amount) this.#totals.delete(name);
    else this.#totals.set(name, { count: total.count - count, amount: total.amount + amount });
  }

  #move(originSequence: number, amount: number): void {
    const left = (this.#leftOver.get(originSequence) ?? 0) + amount;
    if (left === 0) this.#leftOver.delete(originSequence);
    else this.#leftOver.set(originSequence, left);
  }

  #checkLots(): void {
    const [first] = this.#leftOver;
    this.#walk.findings.check('lot.remaining', first === undefined, () => {
      const [origin, difference] = first ?? [];
      return `user ${this.#userId}, lot ${origin}: the rows leave ${difference} more in it than it holds`;
    });
  }

  async #checkTotals(totals: OrderedStream<StoredTotal>): Promise<void> {
    const { findings } = this.#walk;
    for (let stored = totals.head; stored?.user_id === this.#userId; stored = totals.head) {
      const { business_date: date, type, count, amount } = stored;
      const total = this.#totals.get(`${date} ${type}`);
      findings.check(
        'daily-total',
        total?.count === count && total.amount === amount,
        () => `user ${this.#userId}, ${date} ${type}: says ${count} rows, ${amount} credits`,
      );
      this.#totals.delete(`${date} ${type}`);
      await totals.advance();
    }
    for (const [name] of this.#totals)
      findings.check('daily-total', false, () => `user ${this.#userId}, ${name}: is missing`);
  }

  #checkAccount(account: LedgerAccount): void {
    const { findings } = this.#walk;
    findings.check(
      'account.head',
      account.balance === this.#balance &&
        account.lastSequence === this.#sequence &&
        account.lastHash === this.#hash &&
        account.lastCreatedAt === this.#createdAt &&
        account.firstOpenSequence <= (this.#firstOpen ?? Infinity),
      () =>
        `user ${this.#userId}: the account says row ${account.lastSequence}, ${account.balance} credits; the rows say ${this.#sequence}, ${this.#balance}`,
    );
    findings.check(
      'account.balance',
      account.balance === this.#remaining && account.balance >= 0,
      () => `user ${this.#userId}: the account says ${account.balance} credits, its lots ${this.#remaining}`,
    );
  }
}

/** Null where the allocations are not what we write: damage must be reported, not thrown. */
function parseRow(stored: StoredRow): LedgerRow | null {
  try {
    const row = toLedgerRow(stored);
    return Array.isArray(row.allocations) && row.allocations.every(Array.isArray) ? row : null;
  } catch {
    return null;
  }
}
