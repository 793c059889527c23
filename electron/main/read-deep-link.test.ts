import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APP_PATHS } from '../../shared/app-paths.ts';
import { findDeepLink, readDeepLink } from './read-deep-link.ts';

const WORK = '0198f7a2-1c3d-7e4f-8a5b-6c7d8e9f0a1b';

describe('a deep link', () => {
  it.each(Object.values(APP_PATHS))('opens a page of the app: %s', (path) => {
    expect(readDeepLink(`creatorstudio://${path.slice(1)}`)).toBe(path);
    expect(readDeepLink(`CreatorStudio:///${path.slice(1)}`)).toBe(path);
    if (path !== '/') expect(readDeepLink(`creatorstudio://${path.slice(1)}/`)).toBe(path);
  });

  it('may name a work or an order to look at, and nothing else', () => {
    expect(readDeepLink(`creatorstudio://gallery?id=${WORK}`)).toBe(`/gallery?id=${WORK}`);
    expect(readDeepLink('creatorstudio://orders?order=R20261122-0001')).toBe('/orders?order=R20261122-0001');
    expect(readDeepLink('creatorstudio://orders?order=R1&status=PAID&paid=true')).toBe('/orders?order=R1');
    expect(readDeepLink(`creatorstudio://gallery?id=${WORK}&id=2&order=R1`)).toBe(`/gallery?id=${WORK}`);
    expect(readDeepLink('creatorstudio://credit/recharge?order=R1&trade_status=TRADE_SUCCESS')).toBe(
      '/credit/recharge',
    );
    expect(readDeepLink('creatorstudio://login?next=https%3A%2F%2Fevil.example')).toBe('/login');
    expect(readDeepLink('creatorstudio://gallery?id=%3Cscript%3E')).toBe('/gallery');
  });

  it.each([
    '',
    'creatorstudio:',
    'creatorstudio:create',
    'creatorstudio:/create',
    'creatorstudio:////create',
    'creatorstudio://nowhere',
    'creatorstudio://Create',
    'creatorstudio://create/more',
    'creatorstudio://create#x',
    'creatorstudio://create\\..\\gallery',
    'creatorstudio://../create',
    'creatorstudio://./create',
    'creatorstudio://create/../gallery',
    'creatorstudio://%63reate',
    'creatorstudio://create%00',
    'creatorstudio://create\0',
    'creatorstudio://create\n',
    'creatorstudio://user@create',
    'creatorstudio://create:80',
    'creatorstudio://_shell/settings',
    'creatorstudio://trpc/orders.simulate',
    'creatorstudio://files/exports/account.json',
    'creatorstudio://constructor',
    'creatorstudio://__proto__',
    'creatorstudio://credit/recharge/paid',
    'creatorstudio://pay?order=R1',
    'creatorstudio://javascript:alert(1)',
    'creatorstudio://https://evil.example',
    'creatorstudio://evil.example',
    'javascript:alert(1)//creatorstudio://create',
    'https://create',
    'file:///etc/passwd',
    'app://studio/create',
    ` creatorstudio://create`,
    `creatorstudio://gallery?id=${'1'.repeat(400)}`,
  ])('is nothing else: %j', (link) => {
    expect(readDeepLink(link)).toBeNull();
  });

  it('leads to a page of the app, with what that page may be asked, or nowhere, whatever it is', () => {
    const part = fc.oneof(
      fc.constantFrom(
        'orders',
        'gallery',
        'create',
        '?',
        '&',
        '=',
        '#',
        '/',
        '..',
        '%2e',
        '%00',
        '\\\\',
        '@',
        ':',
        'order',
        'id',
        WORK,
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    const paths = Object.values(APP_PATHS) as string[];
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const address = readDeepLink(`creatorstudio://${parts.join('')}`);
        if (address === null) return;
        const [pathname = '', query] = address.split('?');
        expect(paths).toContain(pathname);
        if (query !== undefined) expect(query).toMatch(/^(id=[0-9a-fA-F-]{36}|order=[A-Za-z0-9-]{1,64})$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is found among the arguments of a start', () => {
    expect(findDeepLink(['electron', '.', '--flag', 'creatorstudio://orders'])).toBe(
      'creatorstudio://orders',
    );
    expect(findDeepLink(['electron', '.', '--url=creatorstudio://orders'])).toBeNull();
    expect(
      findDeepLink(['electron', '--', '--creatorstudio://orders', '-creatorstudio://orders']),
    ).toBeNull();
    // The first of several, also when it leads nowhere: what comes behind a link is not to be believed.
    const several = ['electron', 'CREATORSTUDIO://nowhere', '--inspect', 'creatorstudio://orders'];
    expect(readDeepLink(findDeepLink(several) ?? '')).toBeNull();
    const long = `creatorstudio://orders?order=${'1'.repeat(1_000_000)}`;
    expect(readDeepLink(findDeepLink(['electron', long]) ?? '')).toBeNull();
  });
});
