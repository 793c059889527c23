import { describe, expect, it } from 'vitest';
import { lastDays } from './transactions-days.ts';
import {
  DEFAULT_SEARCH,
  isFiltered,
  readTransactionsSearch,
  toTransactionFilter,
  writeTransactionsSearch,
  type TransactionsSearch,
} from './transactions-search.ts';

const read = (query: string): TransactionsSearch => readTransactionsSearch(new URLSearchParams(query));

describe('the address of the credit history', () => {
  it.each([
    '',
    'type=CONSUME&from=2026-11-01&to=2026-11-30&size=50&page=2',
    'from=2026-11-01',
    'related=R20261122ABCDEFGH12345678',
    'related=01920000-0000-7000-8000-000000000001',
    'type=EXPIRE&entry=17',
  ])('is read and written back the same: %s', (query) => {
    expect(writeTransactionsSearch(read(query)).toString()).toBe(query);
  });

  it.each([
    'type=NOTHING',
    'from=2026-02-30&to=yesterday',
    'page=0&size=7',
    'page=-3',
    'page=1e9',
    'entry=first',
    'related=%00',
    'from=0000-00-00',
  ])('that makes no sense shows everything: %s', (query) => {
    expect(read(query)).toEqual(DEFAULT_SEARCH);
  });

  it('turns days that are the wrong way round', () => {
    expect(read('from=2026-11-30&to=2026-11-01')).toMatchObject({ from: '2026-11-01', to: '2026-11-30' });
  });

  it('spells the id of a generation as the ledger does', () => {
    expect(read('related=01920000-ABCD-7000-8000-000000000001').opened).toEqual({
      relatedId: '01920000-abcd-7000-8000-000000000001',
    });
  });
});

describe('the filter for the server', () => {
  it('covers the first day and the last one from midnight to midnight where the user is', () => {
    expect(toTransactionFilter(read('from=2026-11-01&to=2026-11-30&type=REFUND'))).toEqual({
      type: 'REFUND',
      from: new Date(2026, 10, 1),
      to: new Date(2026, 11, 1),
    });
  });

  it('is empty when nothing is asked', () => {
    expect(toTransactionFilter(DEFAULT_SEARCH)).toEqual({});
    expect([read(''), read('page=2'), read('to=2026-11-01')].map(isFiltered)).toEqual([false, false, true]);
  });

  it('counts today as one of the last days, over the end of a month', () => {
    expect(lastDays(7, new Date(2026, 2, 3, 23, 59))).toEqual({ from: '2026-02-25', to: '2026-03-03' });
    expect(lastDays(1, new Date(2026, 2, 3))).toEqual({ from: '2026-03-03', to: '2026-03-03' });
  });
});
