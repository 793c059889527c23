import { describe, expect, it } from 'vitest';
import { emptyAccount } from './account-book.ts';
import type { LedgerAccount, LedgerCommand, LedgerTab } from './ledger-types.ts';
import { listOnTab } from './tab.ts';

const NOW = new Date('2026-03-01T04:00:00Z');
const TODAY = '2026-03-01';
const TAB: LedgerTab = { lot: 1, limit: 10, expiresAt: null, date: TODAY, count: 1, amount: 4 };

function charge(amount: number): LedgerCommand {
  const key = `charge:${amount}`;
  const description = 'generation.charge';
  return { kind: 'charge', userId: 'u', key, amount, description, relatedType: 'GENERATION', relatedId: key };
}

describe('charges go on the tab', () => {
  const account = { ...emptyAccount('u'), tab: TAB };
  const isOnTab = (changed: Partial<LedgerAccount>, commands: readonly LedgerCommand[] = [charge(6)]) =>
    listOnTab([{ ...account, ...changed }], commands, NOW, TODAY).has('u');

  it.each([
    ['as long as its lot has the credits', {}, [charge(2), charge(4)]],
    ['when they are the first', { tab: { ...TAB, date: null, count: 0, amount: 0 } }, [charge(10)]],
    ['until the lot ends', { tab: { ...TAB, expiresAt: NOW.getTime() + 1 } }, [charge(1)]],
  ])('%s', (_, changed, commands) => expect(isOnTab(changed, commands)).toBe(true));

  it.each([
    ['when there is none', { tab: null }, [charge(1)]],
    ['when they are too many for its lot', {}, [charge(3), charge(4)]],
    [
      'when other commands come with them',
      {},
      [charge(1), { kind: 'expire', userId: 'u', originSequence: 1 }],
    ],
    ['when its charges are of another day', { tab: { ...TAB, date: '2026-02-28' } }, [charge(1)]],
    ['when the lot has ended', { tab: { ...TAB, expiresAt: NOW.getTime() } }, [charge(1)]],
    ['when the clock has stepped back', { lastCreatedAt: NOW.getTime() + 1 }, [charge(1)]],
  ] as const)('not %s', (_, changed, commands) => expect(isOnTab(changed, commands)).toBe(false));
});
