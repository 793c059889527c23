import { describe, expect, it } from 'vitest';
import { createIntentKeys } from './create-intent-keys.ts';

describe('the key of an intent', () => {
  it('stays the same until the intent has come true, and is another for another intent', () => {
    const keys = createIntentKeys();
    const first = keys.keyOf('package 1 by alipay');
    expect(keys.keyOf('package 1 by alipay')).toBe(first);
    const other = keys.keyOf('package 1 by wechat');
    expect(other).not.toBe(first);
    keys.done();
    expect(keys.keyOf('package 1 by wechat')).not.toBe(other);
  });
});
