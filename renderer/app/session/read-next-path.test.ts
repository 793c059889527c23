import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readNextPath } from './read-next-path.ts';

const read = (next: string): string => readNextPath(new URLSearchParams({ next }));

describe('the page after signing in', () => {
  beforeEach(() => vi.stubGlobal('location', { origin: 'https://studio.example' }));
  afterEach(() => vi.unstubAllGlobals());

  it('is the one that was asked for, with its search', () => {
    expect(read('/credit/transactions?type=REFUND')).toBe('/credit/transactions?type=REFUND');
  });

  it.each([
    '',
    'orders',
    'javascript:alert(1)',
    'https://evil.example/orders',
    '//evil.example/orders',
    '/\\evil.example/orders',
    '/\t/evil.example/orders',
    '/\n/evil.example/orders',
    '/orders/..//evil.example',
    '/files/exports/account.json',
    '/nothing',
  ])('is the page to create on for what is no page of this app: %j', (next) => {
    expect(read(next)).toBe('/create');
  });

  it.each(['/\t/[', '/\t/evil:port', '/\r/%00/'])(
    'is the page to create on for what is no address: %j',
    (next) => {
      expect(read(next)).toBe('/create');
    },
  );
});
