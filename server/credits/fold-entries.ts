import { AccountBook, emptyAccount, type RowEntry } from './account-book.ts';
import type {
  ChargeCommand,
  LedgerAccount,
  LedgerCommand,
  LedgerLot,
  LedgerOutcome,
  LedgerRow,
  LedgerTab,
  RefundCommand,
  ReverseCommand,
  TabCharges,
} from './ledger-types.ts';

/** What a fold has to know. */
export interface LedgerState {
  /** A user that is missing has an empty ledger. */
  readonly accounts: readonly LedgerAccount[];
  /**
   * At least: every stored lot of these users that is not empty, unless their charges go on the tab, and those of the
   * charges that refunds give back.
   */
  readonly lots: readonly LedgerLot[];
  /** Stored rows under the keys that the commands carry or name as a charge. */
  readonly rows: readonly LedgerRow[];
  /** Users all of whose commands are put on their tabs (tab.ts), and the current business day; null for nobody. */
  readonly onTab: { readonly userIds: ReadonlySet<string>; readonly date: string } | null;
}

/** What a fold wants written, and one outcome per command. */
export interface FoldedEntries {
  readonly accounts: readonly LedgerAccount[];
  readonly tabCharges: readonly TabCharges[];
  readonly rows: readonly LedgerRow[];
  readonly lots: readonly LedgerLot[];
  /** Those of `rows` that daily totals must show, and the tabs whose charges they must show now. */
  readonly totalled: readonly LedgerRow[];
  readonly settledTabs: readonly (LedgerTab & { readonly userId: string })[];
  readonly outcomes: readonly LedgerOutcome[];
}

/**
 * Carries out ledger commands in their order: a pure function that holds every rule about balances, lots,
 * sequences and hashes. A command whose key is stored, or came earlier in the same batch, is replayed.
 * Throws only where a caller broke the contract (a negative amount, a refund of a charge that does not exist).
 * With `tabsApart`, heads that nothing but charges on their tab have changed are in `tabCharges`, not in `accounts`.
 */
export function foldEntries(
  state: LedgerState,
  now: Date,
  commands: readonly LedgerCommand[],
  tabsApart = false,
): FoldedEntries {
  const books = new Map<string, AccountBook>();
  for (const account of state.accounts) {
    const tabDate = state.onTab?.userIds.has(account.userId) ? state.onTab.date : null;
    books.set(account.userId, new AccountBook(account, now, tabDate));
  }
  for (const { userId } of commands) {
    if (!books.has(userId)) books.set(userId, new AccountBook(emptyAccount(userId), now));
  }
  for (const lot of state.lots) books.get(lot.userId)?.load(lot);

  const posted = new Map<string, readonly LedgerRow[]>();
  for (const row of state.rows) posted.set(nameOf(row.userId, row.ledgerKey), [row]);

  const outcomes = commands.map((command): LedgerOutcome => {
    const book = books.get(command.userId);
    if (!book) throw new Error('every command has a book');
    const name = 'key' in command ? nameOf(command.userId, command.key) : null;
    const before = name === null ? undefined : posted.get(name);
    if (before) return { status: 'replayed', rows: before, available: book.available };
    const outcome = apply(book, command, posted);
    // A refund may have posted an EXPIRE first; the row under the command's own key is the last.
    if (name !== null && outcome.status === 'posted' && outcome.rows.length > 0) {
      posted.set(name, outcome.rows.slice(-1));
    }
    return outcome;
  });

  const changed = [...books.values()];
  return {
    accounts: changed
      .map((book) => (tabsApart && book.isOnTab ? null : book.changedAccount()))
      .filter((account) => account !== null),
    tabCharges: tabsApart
      ? changed.filter((b) => b.isOnTab && b.rows.length > 0).map((b) => b.tabCharges())
      : [],
    rows: changed.flatMap((book) => book.rows),
    lots: changed.flatMap((book) => book.changedLots()),
    totalled: changed.flatMap((book) => (book.isOnTab ? [] : book.rows)),
    settledTabs: [...books].flatMap(([userId, book]) => {
      const tab = book.settledTab();
      return tab ? [{ ...tab, userId }] : [];
    }),
    outcomes,
  };
}

function apply(
  book: AccountBook,
  command: LedgerCommand,
  posted: ReadonlyMap<string, readonly LedgerRow[]>,
): LedgerOutcome {
  if ('amount' in command) {
    assertCredits(command.amount);
    if (command.amount === 0 && command.kind !== 'hold' && command.kind !== 'reverse') return done(book, []);
  }
  switch (command.kind) {
    case 'grant':
      return done(book, [book.grant(command)]);
    case 'charge': {
      const { spendable } = book;
      if (spendable < command.amount) return refused(command.amount, spendable);
      return done(book, [book.charge(entryOf(command))]);
    }
    case 'refund': {
      const charge = posted.get(nameOf(command.userId, command.chargeKey))?.at(-1);
      if (charge?.type !== 'CONSUME') throw new Error(`there is no charge ${command.chargeKey} to give back`);
      return done(book, book.refund(entryOf(command), charge));
    }
    case 'expire': {
      const row = book.expire(command.originSequence);
      return row ? done(book, [row]) : { status: 'replayed', rows: [], available: book.available };
    }
    case 'hold': {
      const { held, remaining } = book.orderCredits(command.orderNo);
      if (remaining < command.amount) return refused(command.amount, remaining);
      if (held === command.amount) return { status: 'replayed', rows: [], available: book.available };
      book.hold(command.orderNo, command.amount);
      return done(book, []);
    }
    case 'release': {
      const { held } = book.orderCredits(command.orderNo);
      if (held === 0) return { status: 'replayed', rows: [], available: book.available };
      book.hold(command.orderNo, 0);
      return done(book, []);
    }
    case 'reverse': {
      const { held } = book.orderCredits(command.orderNo);
      if (held < command.amount) return refused(command.amount, held);
      if (command.amount === 0) {
        book.hold(command.orderNo, 0);
        return done(book, []);
      }
      return done(book, [book.reverse(entryOf(command), command.orderNo)]);
    }
  }
}

function done(book: AccountBook, rows: readonly LedgerRow[]): LedgerOutcome {
  return { status: 'posted', rows, available: book.available };
}

function refused(required: number, available: number): LedgerOutcome {
  return { status: 'refused', reason: 'INSUFFICIENT_CREDITS', required, available };
}

function entryOf(command: ChargeCommand | RefundCommand | ReverseCommand): RowEntry {
  const { key: ledgerKey, amount, description } = command;
  return command.kind === 'reverse'
    ? { ledgerKey, amount, description, relatedType: 'ORDER', relatedId: command.orderNo }
    : { ledgerKey, amount, description, relatedType: command.relatedType, relatedId: command.relatedId };
}

function assertCredits(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 0)
    throw new RangeError(`not an amount of credits: ${amount}`);
}

function nameOf(userId: string, key: string): string {
  return `${userId} ${key}`;
}
