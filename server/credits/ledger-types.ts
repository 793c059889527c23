import type { RelatedType, TransactionType } from '../../shared/contracts/credits.ts';

/** What the credits of a lot were before they were spent. */
export type LotSource = 'RECHARGE' | 'REWARD';

/** The head of one user's ledger. */
export interface LedgerAccount {
  readonly userId: string;
  readonly balance: number;
  readonly lastSequence: number;
  readonly lastHash: string;
  /** Milliseconds; 0 before the first row. */
  readonly lastCreatedAt: number;
  /** Every lot that began before this sequence is empty. */
  readonly firstOpenSequence: number;
  /** Null when there is no lot to spend. */
  readonly tab: LedgerTab | null;
  /**
   * On PostgreSQL, where it has been read with the lock: no generation of this user has a higher id. Null: nobody
   * knows. Whoever adds a generation without telling ledgers its id says so (newest-generation.ts).
   */
  readonly newestGenerationId?: string | null;
}

/** What charges on a tab change of an account's row. */
export interface TabCharges {
  readonly userId: string;
  readonly count: number;
  /** Positive. */
  readonly amount: number;
  readonly lastHash: string;
  /** As it was before them. */
  readonly newestGenerationId: string | null;
  /** What they are for. */
  readonly generationIds: readonly string[];
}

/**
 * Charges of one business day on one lot, the one that is spent first. They stand in the account alone: the stored
 * lot and daily total show them once the tab is settled, which is done by whatever cannot be put on it.
 */
export interface LedgerTab {
  /** The lot's origin sequence. */
  readonly lot: number;
  /** What the lot had to spend when the tab was opened. */
  readonly limit: number;
  /** The lot's end in milliseconds; null: never. */
  readonly expiresAt: number | null;
  /** The business day of the charges; null as long as there are none. */
  readonly date: string | null;
  readonly count: number;
  /** What was charged, positive. */
  readonly amount: number;
}

/** What is left of one grant. A lot is named by its user and the sequence of the row that granted it. */
export interface LedgerLot {
  readonly userId: string;
  readonly originSequence: number;
  readonly sourceType: LotSource;
  /** The number of the order that paid for it; null for an operator's grant. */
  readonly relatedId: string | null;
  readonly amount: number;
  readonly remaining: number;
  /** The part of `remaining` that the order's running refund will take. */
  readonly held: number;
  /** Milliseconds; null: never. */
  readonly expiresAt: number | null;
}

/** A lot's origin sequence and how many credits moved, always positive. */
export type Allocation = readonly [originSequence: number, amount: number];

/** One immutable row of the ledger. */
export interface LedgerRow {
  readonly userId: string;
  readonly sequence: number;
  readonly type: TransactionType;
  /** Signed. */
  readonly amount: number;
  readonly balanceAfter: number;
  readonly description: string;
  readonly relatedType: RelatedType | null;
  readonly relatedId: string | null;
  /** The lots the row filled or drew on, in the order it did. */
  readonly allocations: readonly Allocation[];
  readonly ledgerKey: string;
  readonly hash: string;
  readonly createdAt: Date;
}

/** Adds credits: a paid order's, or an operator's. An order's grant never expires. */
export interface GrantCommand {
  readonly kind: 'grant';
  readonly userId: string;
  readonly key: string;
  readonly type: LotSource;
  readonly amount: number;
  readonly expiresAt: Date | null;
  readonly description: string;
  readonly relatedType: RelatedType | null;
  readonly relatedId: string | null;
}

/** Takes credits for a generation: soonest-expiring lot first, then REWARD before RECHARGE, then oldest. */
export interface ChargeCommand {
  readonly kind: 'charge';
  readonly userId: string;
  readonly key: string;
  readonly amount: number;
  readonly description: string;
  readonly relatedType: 'GENERATION';
  readonly relatedId: string;
}

/** Gives back all or part of a charge, into the lots it came from, last taken first. */
export interface RefundCommand {
  readonly kind: 'refund';
  readonly userId: string;
  readonly key: string;
  readonly chargeKey: string;
  readonly amount: number;
  readonly description: string;
  readonly relatedType: 'GENERATION';
  readonly relatedId: string;
}

/** Takes what is left of a lot whose time has passed; does nothing to any other lot. */
export interface ExpireCommand {
  readonly kind: 'expire';
  readonly userId: string;
  readonly originSequence: number;
}

/** Sets aside credits of an order's lots for its one running refund, so that they cannot be spent meanwhile. */
export interface HoldCommand {
  readonly kind: 'hold';
  readonly userId: string;
  readonly orderNo: string;
  readonly amount: number;
}

/** Ends the hold of an order's refund that failed. */
export interface ReleaseCommand {
  readonly kind: 'release';
  readonly userId: string;
  readonly orderNo: string;
}

/** Takes back credits held for an order's refund that succeeded, and ends the hold. */
export interface ReverseCommand {
  readonly kind: 'reverse';
  readonly userId: string;
  readonly key: string;
  readonly orderNo: string;
  readonly amount: number;
  readonly description: string;
}

/** Everything that can be done to a ledger. Amounts are credits, positive; an amount of 0 posts no row. */
export type LedgerCommand =
  | GrantCommand
  | ChargeCommand
  | RefundCommand
  | ExpireCommand
  | HoldCommand
  | ReleaseCommand
  | ReverseCommand;

/**
 * What became of a command. `available` is the user's spendable credits afterwards; null where charges alone were
 * put on the tab and nobody counted. `replayed`: it had been done before, `rows` are what it wrote then. `refused`: nothing was written; for a hold
 * or a reversal `available` is what the order's lots have for it.
 */
export type LedgerOutcome =
  | { readonly status: 'posted'; readonly rows: readonly LedgerRow[]; readonly available: number | null }
  | { readonly status: 'replayed'; readonly rows: readonly LedgerRow[]; readonly available: number | null }
  | {
      readonly status: 'refused';
      readonly reason: 'INSUFFICIENT_CREDITS';
      readonly required: number;
      readonly available: number;
    };
