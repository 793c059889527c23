import type { LedgerAccount, LedgerCommand, LedgerLot, LedgerTab } from './ledger-types.ts';

/** A tab without charges on the lot that is spent first; null when there is none. */
export function openTab(lot: LedgerLot | undefined): LedgerTab | null {
  if (!lot) return null;
  const { originSequence, remaining, held, expiresAt } = lot;
  return { lot: originSequence, limit: remaining - held, expiresAt, date: null, count: 0, amount: 0 };
}

/** The spendable part of a tab's lot as it was when the tab was opened, which is all that a charge has to know. */
export function asLot(userId: string, tab: LedgerTab): LedgerLot {
  return {
    userId,
    originSequence: tab.lot,
    // What nobody asks of a lot that is only charged.
    sourceType: 'REWARD',
    relatedId: null,
    amount: tab.limit,
    remaining: tab.limit,
    held: 0,
    expiresAt: tab.expiresAt,
  };
}

/**
 * Those of `accounts` whose commands can all be put on their tabs: nothing but charges, which the tab's lot has the
 * credits for, on the tab's day. Of these users no lot has to be read.
 */
export function listOnTab(
  accounts: readonly LedgerAccount[],
  commands: readonly LedgerCommand[],
  now: Date,
  date: string,
): Set<string> {
  const asked = new Map<string, number>();
  for (const command of commands) {
    const amount = command.kind === 'charge' ? command.amount : Infinity;
    asked.set(command.userId, (asked.get(command.userId) ?? 0) + amount);
  }
  const nowMs = now.getTime();
  const onTab = new Set<string>();
  for (const { userId, tab, lastCreatedAt } of accounts) {
    if (tab === null || tab.limit - tab.amount < (asked.get(userId) ?? 0)) continue;
    if (tab.date !== null && tab.date !== date) continue;
    // A clock that has stepped back is left to those who know the lots.
    if (lastCreatedAt > nowMs || (tab.expiresAt !== null && tab.expiresAt <= nowMs)) continue;
    onTab.add(userId);
  }
  return onTab;
}
