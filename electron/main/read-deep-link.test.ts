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

  it('is found among the arguments of a start', () => {
    expect(findDeepLink(['electron', '.', '--flag', 'creatorstudio://orders'])).toBe(
      'creatorstudio://orders',
    );
    expect(findDeepLink(['electron', '.', '--url=creatorstudio://orders'])).toBeNull();
  });
});
