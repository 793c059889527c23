import { formatDescription, type RelatedType, type TransactionType } from '../../shared/contracts/credits.ts';
import { lotExpiryKey } from './ledger-keys.ts';
import { GENESIS_HASH, hashRow } from './ledger-hash.ts';
import type {
  Allocation,
  GrantCommand,
  LedgerAccount,
  LedgerLot,
  LedgerRow,
  LedgerTab,
  TabCharges,
} from './ledger-types.ts';
import { asLot, openTab } from './tab.ts';

/** How long a lot that had expired lives again when a refund goes back into it (domain.md, "Credits"). */
const REOPENED_LOT_MS = 7 * 24 * 3_600_000;

type MutableLot = { -readonly [K in keyof LedgerLot]: LedgerLot[K] };

/** What a command says about the row it wants; the amount is positive here. */
export interface RowEntry {
  readonly ledgerKey: string;
  readonly amount: number;
  readonly description: string;
  readonly relatedType: RelatedType | null;
  readonly relatedId: string | null;
}

/** A row without its place in the ledger; the amount is signed. */
interface PlacelessRow extends RowEntry {
  readonly type: TransactionType;
  readonly allocations: readonly Allocation[];
}

/** The head of a ledger that has no rows. */
export function emptyAccount(userId: string): LedgerAccount {
  return {
    userId,
    balance: 0,
    lastSequence: 0,
    lastHash: GENESIS_HASH,
    lastCreatedAt: 0,
    firstOpenSequence: 1,
    tab: null,
  };
}

/** One user's ledger while a batch of commands is folded into it. */
export class AccountBook {
  readonly rows: LedgerRow[] = [];
  readonly #account: LedgerAccount;
  readonly #atMs: number;
  readonly #lots = new Map<number, MutableLot>();
  readonly #changedLots = new Set<MutableLot>();
  #balance: number;
  #sequence: number;
  #hash: string;
  #spendable: MutableLot[] | null = null;
  readonly #tabDate: string | null;

  /** With `tabDate`, the current business day, every command will be a charge, and together they fit on the tab. */
  constructor(account: LedgerAccount, now: Date, tabDate: string | null = null) {
    this.#account = account;
    this.#tabDate = tabDate;
    // A clock that has stepped back makes no row older than the one before it, and no ended lot live again.
    this.#atMs = Math.max(now.getTime(), account.lastCreatedAt);
    this.#balance = account.balance;
    this.#sequence = account.lastSequence;
    this.#hash = account.lastHash;
    if (tabDate !== null && account.tab) this.load(asLot(account.userId, account.tab));
  }

  /** Adds a stored lot, without what is on its tab; once for each. */
  load(stored: LedgerLot): void {
    const lot = { ...stored };
    this.#lots.set(lot.originSequence, lot);
    if (this.#account.tab?.lot !== lot.originSequence || this.#account.tab.amount === 0) return;
    lot.remaining -= this.#account.tab.amount;
    this.#touch(lot);
  }

  /** {@link spendable}; null where only the tab's lot is known. */
  get available(): number | null {
    return this.#tabDate === null ? this.spendable : null;
  }

  /** Credits that a charge could take now; where charges go on the tab, those of its lot. */
  get spendable(): number {
    return this.#spendOrder().reduce((sum, lot) => sum + lot.remaining - lot.held, 0);
  }

  /** Posts a grant and opens its lot. */
  grant(command: GrantCommand): LedgerRow {
    const { userId, amount, type, relatedType, relatedId } = command;
    if (relatedType === 'ORDER' && command.expiresAt)
      throw new TypeError('credits of an order do not expire');
    const row = this.#post({
      type,
      amount,
      description: command.description,
      relatedType,
      relatedId,
      allocations: [[this.#sequence + 1, amount]],
      ledgerKey: command.key,
    });
    const lot: MutableLot = {
      userId,
      originSequence: row.sequence,
      sourceType: type,
      relatedId: relatedType === 'ORDER' ? relatedId : null,
      amount,
      remaining: amount,
      held: 0,
      expiresAt: command.expiresAt?.getTime() ?? null,
    };
    this.#lots.set(lot.originSequence, lot);
    this.#touch(lot);
    this.#spendable = null;
    return row;
  }

  /** Takes `entry.amount` credits from the spendable lots, which must have them. */
  charge(entry: RowEntry): LedgerRow {
    const order = this.#spendOrder();
    const allocations: Allocation[] = [];
    for (let left = entry.amount; left > 0;) {
      const lot = order[0];
      if (!lot) throw new Error('charged more than the lots have');
      const taken = Math.min(left, lot.remaining - lot.held);
      lot.remaining -= taken;
      left -= taken;
      allocations.push([lot.originSequence, taken]);
      this.#touch(lot);
      if (lot.remaining === lot.held) order.shift();
    }
    return this.#post({ ...entry, type: 'CONSUME', amount: -entry.amount, allocations });
  }

  /** Gives credits back to the lots that `charge` drew on, last taken first; an expired one lives again. */
  refund(entry: RowEntry, charge: LedgerRow): LedgerRow[] {
    if (entry.amount > -charge.amount) throw new RangeError('a refund gives back more than was charged');
    const expiries: LedgerRow[] = [];
    const allocations: Allocation[] = [];
    let left = entry.amount;
    for (const [originSequence, taken] of charge.allocations.toReversed()) {
      if (left === 0) break;
      const lot = this.#lot(originSequence);
      const given = Math.min(left, taken);
      if (this.#hasExpired(lot)) {
        const expiry = this.expire(originSequence);
        if (expiry) expiries.push(expiry);
        lot.expiresAt = this.#atMs + REOPENED_LOT_MS;
      }
      lot.remaining += given;
      if (lot.remaining > lot.amount) throw new RangeError('a charge was given back twice');
      left -= given;
      allocations.push([originSequence, given]);
      this.#touch(lot);
    }
    this.#spendable = null;
    return [...expiries, this.#post({ ...entry, type: 'REFUND', allocations })];
  }

  /** Takes what is left of a lot that has expired; null for a lot that has not, or is empty. */
  expire(originSequence: number): LedgerRow | null {
    const lot = this.#lots.get(originSequence);
    if (!lot || lot.expiresAt === null || !this.#hasExpired(lot) || lot.remaining === lot.held) return null;
    const amount = lot.remaining - lot.held;
    lot.remaining = lot.held;
    this.#touch(lot);
    return this.#post({
      type: 'EXPIRE',
      amount: -amount,
      description: formatDescription('lot.expired', { source: lot.sourceType }),
      relatedType: null,
      relatedId: null,
      allocations: [[originSequence, amount]],
      ledgerKey: lotExpiryKey(lot.userId, originSequence, lot.expiresAt),
    });
  }

  /** Credits of an order's lots that are held, and that could be. */
  orderCredits(orderNo: string): { held: number; remaining: number } {
    const lots = this.#orderLots(orderNo);
    return {
      held: lots.reduce((sum, lot) => sum + lot.held, 0),
      remaining: lots.reduce((sum, lot) => sum + lot.remaining, 0),
    };
  }

  /** Makes the order's lots hold `amount` credits altogether, which they must have. */
  hold(orderNo: string, amount: number): void {
    let left = amount;
    for (const lot of this.#orderLots(orderNo)) {
      lot.held = Math.min(left, lot.remaining);
      left -= lot.held;
      this.#touch(lot);
    }
    this.#spendable = null;
  }

  /** Takes credits that the order's lots hold, and ends the hold. */
  reverse(entry: RowEntry, orderNo: string): LedgerRow {
    const allocations: Allocation[] = [];
    let left = entry.amount;
    for (const lot of this.#orderLots(orderNo)) {
      const taken = Math.min(left, lot.held);
      lot.remaining -= taken;
      lot.held = 0;
      left -= taken;
      if (taken > 0) allocations.push([lot.originSequence, taken]);
      this.#touch(lot);
    }
    if (left > 0) throw new Error('reversed more than was held');
    this.#spendable = null;
    return this.#post({ ...entry, type: 'REVERSAL', amount: -entry.amount, allocations });
  }

  /** The new head, or null when nothing has changed. */
  changedAccount(): LedgerAccount | null {
    if (this.rows.length === 0 && this.#changedLots.size === 0) return null;
    return {
      userId: this.#account.userId,
      balance: this.#balance,
      lastSequence: this.#sequence,
      lastHash: this.#hash,
      lastCreatedAt: this.rows.length === 0 ? this.#account.lastCreatedAt : this.#atMs,
      firstOpenSequence: this.isOnTab ? this.#account.firstOpenSequence : this.#firstOpenSequence(),
      tab: this.#tab(),
    };
  }

  /** Whether the rows are on the tab, and neither lots nor daily totals show them. */
  get isOnTab(): boolean {
    return this.#tabDate !== null;
  }

  /** What the charges on the tab, of which there are some, change of the head. */
  tabCharges(): TabCharges {
    return {
      userId: this.#account.userId,
      count: this.rows.length,
      amount: this.#account.balance - this.#balance,
      lastHash: this.#hash,
      newestGenerationId: this.#account.newestGenerationId ?? null,
      generationIds: this.rows.flatMap(({ relatedId }) => relatedId ?? []),
    };
  }

  changedLots(): LedgerLot[] {
    return this.isOnTab ? [] : [...this.#changedLots];
  }

  /** The tab that had charges on it which lots and daily totals now have to show; null when there was none. */
  settledTab(): LedgerTab | null {
    const { tab } = this.#account;
    if (this.isOnTab || tab === null || tab.count === 0) return null;
    // Its lot is open as long as it is not settled, and open lots are always loaded.
    this.#lot(tab.lot);
    return tab;
  }

  #tab(): LedgerTab | null {
    const { tab } = this.#account;
    if (!this.isOnTab || tab === null) return openTab(this.#spendOrder()[0]);
    const charged = this.#account.balance - this.#balance;
    return {
      ...tab,
      date: this.#tabDate,
      count: tab.count + this.rows.length,
      amount: tab.amount + charged,
    };
  }

  #firstOpenSequence(): number {
    let first = this.#sequence + 1;
    for (const lot of this.#lots.values()) if (lot.remaining > 0) first = Math.min(first, lot.originSequence);
    return first;
  }

  #post(entry: PlacelessRow): LedgerRow {
    const balanceAfter = this.#balance + entry.amount;
    if (!Number.isSafeInteger(balanceAfter)) throw new RangeError('a balance beyond safe integers');
    const row = {
      userId: this.#account.userId,
      sequence: this.#sequence + 1,
      ...entry,
      balanceAfter,
      createdAt: new Date(this.#atMs),
    };
    const posted: LedgerRow = { ...row, hash: hashRow(row, this.#hash) };
    this.#balance = balanceAfter;
    this.#sequence = posted.sequence;
    this.#hash = posted.hash;
    this.rows.push(posted);
    return posted;
  }

  /** Lots with something to spend, in the order in which they are spent. */
  #spendOrder(): MutableLot[] {
    this.#spendable ??= [...this.#lots.values()]
      .filter((lot) => lot.remaining > lot.held && !this.#hasExpired(lot))
      .sort(bySpendingOrder);
    return this.#spendable;
  }

  #orderLots(orderNo: string): MutableLot[] {
    return [...this.#lots.values()].filter((lot) => lot.relatedId === orderNo).sort(bySpendingOrder);
  }

  #lot(originSequence: number): MutableLot {
    const lot = this.#lots.get(originSequence);
    if (!lot) throw new Error(`lot ${originSequence} was not loaded`);
    return lot;
  }

  #hasExpired(lot: LedgerLot): boolean {
    return lot.expiresAt !== null && lot.expiresAt <= this.#atMs;
  }

  #touch(lot: MutableLot): void {
    this.#changedLots.add(lot);
  }
}

function bySpendingOrder(a: LedgerLot, b: LedgerLot): number {
  const expiry = (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity);
  // Two lots that never expire: Infinity - Infinity is NaN.
  if (expiry < 0 || expiry > 0) return expiry;
  if (a.sourceType !== b.sourceType) return a.sourceType === 'REWARD' ? -1 : 1;
  return a.originSequence - b.originSequence;
}
