import { describe, expect, it } from 'vitest';
import { getSystemLocale } from './get-system-locale.ts';
import { mayOpenOutside } from './may-open-outside.ts';
import { readServerUrl } from './read-server-url.ts';

describe('the address of a server', () => {
  it.each([
    ['https://studio.example', 'https://studio.example'],
    [' https://Studio.Example:8443/ ', 'https://studio.example:8443'],
    ['studio.example', 'https://studio.example'],
    ['studio.example:8443', 'https://studio.example:8443'],
    ['localhost:3000', 'https://localhost:3000'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1:3000/', 'http://127.0.0.1:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('is an origin: %s', (typed, origin) => {
    expect(readServerUrl(typed)).toEqual({ ok: true, origin });
  });

  it.each([
    'http://studio.example',
    'http://10.0.0.5',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
  ])('is not plain http to another machine: %s', (typed) => {
    expect(readServerUrl(typed)).toEqual({ ok: false, reason: 'NOT_HTTPS' });
  });

  it.each([
    '',
    ' ',
    'https://',
    'https:// studio.example',
    'https://studio.example/path',
    'https://studio.example/?q',
    'https://studio.example/#x',
    'https://user:word@studio.example',
    'https://user@studio.example',
    'https:\\\\studio.example',
    'ftp://studio.example',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'app://studio',
    'https://[::1',
    'https://a b',
    'studio.example\nevil.example',
  ])('is nothing else: %j', (typed) => {
    expect(readServerUrl(typed)).toEqual({ ok: false, reason: 'INVALID_URL' });
  });
});

describe('a link to the outside', () => {
  const hosts = ['studio.example', 'docs.example:8443'];

  it.each(['https://studio.example', 'https://STUDIO.example/help?a#b', 'https://docs.example:8443/x'])(
    'may be opened: %s',
    (link) => expect(mayOpenOutside(link, hosts)).toBe(true),
  );

  it.each([
    'http://studio.example',
    'https://evil.example',
    'https://studio.example.evil.example',
    'https://studio.example@evil.example',
    'https://user:word@studio.example',
    'https://evil.example/https://studio.example',
    'https://studio.example:8443',
    'https://docs.example',
    'https:studio',
    'file:///etc/passwd',
    'smb://studio.example/share',
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:somebody@studio.example',
    'ms-msdt:/id',
    'app://studio/create',
    'creatorstudio://create',
    '\\\\studio.example\\share',
    '',
  ])('is not opened: %j', (link) => expect(mayOpenOutside(link, hosts)).toBe(false));

  it('is never opened when nobody is on the list', () => {
    expect(mayOpenOutside('https://studio.example', [])).toBe(false);
  });
});

it('a system’s language is Chinese where that comes first, else English', () => {
  expect([['zh-Hant-TW', 'en'], ['zh'], ['en-GB', 'zh-CN'], ['de'], []].map(getSystemLocale)).toEqual([
    'zh-CN',
    'zh-CN',
    'en',
    'en',
    'en',
  ]);
});
