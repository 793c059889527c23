import { describe, expect, it } from 'vitest';
import { readOrdersSearch } from './read-orders-search.ts';

describe('readOrdersSearch', () => {
  it('reads what an address asks for', () => {
    const search = readOrdersSearch(new URLSearchParams('kind=recharge&status=PENDING&page=3&order=R1'));
    expect(search).toEqual({ kind: 'recharge', status: 'PENDING', page: 3, selected: 'R1' });
  });

  it.each(['page=0', 'page=-1', 'page=1.5', 'page=x', 'page=9999999', 'kind=gift', 'status=paid'])(
    'takes %s for absent',
    (address) => {
      const all = { kind: null, status: null, page: 1, selected: null };
      expect(readOrdersSearch(new URLSearchParams(address))).toEqual(all);
    },
  );
});
