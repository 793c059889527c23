import { describe, expect, it } from 'vitest';
import { judgePassword } from './judge-password.ts';

describe('the strength of a password', () => {
  it.each([
    ['', 'empty'],
    ['a1!Zq', 'short'],
    ['a1!Zq9kM', 'fair'],
    ['a1!Zq9kM2pQx', 'good'],
    ['correct horse battery staple', 'strong'],
    ['画一座山画一条河再画一个月亮', 'good'],
  ])('of %j grows with its length: %s', (password, strength) => {
    expect(judgePassword(password)).toBe(strength);
  });

  it.each(['aaaaaaaaaaaaaaaaaaaa', '1212121212121212', '12345678', 'hgfedcba', 'abcdefghijklmnop'])(
    'of %j is none, however long: it repeats itself or counts',
    (password) => {
      expect(judgePassword(password)).toBe('guessable');
    },
  );

  it('is none when it is little more than the name', () => {
    expect(judgePassword('Ada-Lovelace1', 'ada-lovelace')).toBe('guessable');
    expect(judgePassword('ada-lovelace and 7 more', 'ada-lovelace')).toBe('strong');
  });
});
