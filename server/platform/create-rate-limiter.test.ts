import { expect, it, vi } from 'vitest';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { addressGroup } from './address-group.ts';
import { createRateLimiter } from './create-rate-limiter.ts';
import { DEFAULT_LIMITS, type RateLimiter, type RateName } from './limits.ts';

const rules = {
  ...DEFAULT_LIMITS.rates,
  signInPerAccount: { points: 3, seconds: 900 },
  registerPerAddress: { points: 2, seconds: 3_600 },
  callsPerUser: { points: 100, seconds: 60 },
};

async function consumeTimes(limiter: RateLimiter, name: RateName, key: string, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) await limiter.consume(name, key);
}

forEachDialect('rate limiter', (database, dialect) => {
  it('refuses the call after the last point and says when to come back', async () => {
    const limiter = createRateLimiter(rules, database());
    await consumeTimes(limiter, 'signInPerAccount', 'wang', 3);
    for (const _ of [1, 2]) {
      await expect(limiter.consume('signInPerAccount', 'wang')).rejects.toMatchObject({
        reason: 'RATE_LIMITED',
        details: { retryAfterSeconds: expect.closeTo(900, -1) as number },
      });
    }
    await limiter.consume('signInPerAccount', 'li');
  });

  it('takes any text as a key', async () => {
    const limiter = createRateLimiter(rules, database());
    for (const key of ['', '\0', '\ud800', '创作者', 'x'.repeat(10_000)])
      await limiter.consume('signInPerAccount', key);
  });

  it('counts one network of IPv6 addresses as one caller', async () => {
    const limiter = createRateLimiter(rules, database());
    await limiter.consume('registerPerAddress', '2001:db8:1:2::1');
    await limiter.consume('registerPerAddress', '2001:db8:1:2:ffff::2');
    await expect(limiter.consume('registerPerAddress', '2001:DB8:1:2::3')).rejects.toThrow();
    await limiter.consume('registerPerAddress', '2001:db8:1:3::1');
  });

  if (dialect === 'sqlite') return;

  it('shares an exact count between processes', async () => {
    const [one, other] = [createRateLimiter(rules, database()), createRateLimiter(rules, database())];
    await consumeTimes(one, 'signInPerAccount', 'zhao', 2);
    await other.consume('signInPerAccount', 'zhao');
    await expect(one.consume('signInPerAccount', 'zhao')).rejects.toThrow();
    await expect(other.consume('signInPerAccount', 'zhao')).rejects.toThrow();
  });

  it('shares a busy count between processes to within a few calls', async () => {
    const [one, other] = [createRateLimiter(rules, database()), createRateLimiter(rules, database())];
    await consumeTimes(one, 'callsPerUser', 'qian', 100);
    await vi.waitUntil(async () => {
      const [row] = await database().db.reader.all<{ points: number }>(
        `SELECT points FROM rate_limits WHERE key = 'callsPerUser:qian'`,
      );
      return row?.points === 100;
    });
    await expect(
      vi.waitUntil(async () => {
        await other.consume('callsPerUser', 'qian');
        return false;
      }),
    ).rejects.toMatchObject({ reason: 'RATE_LIMITED' });
  });

  it('goes on by itself when the shared store is away', async () => {
    const db = await database().reopen();
    const limiter = createRateLimiter(rules, { db });
    await db.close();
    await consumeTimes(limiter, 'signInPerAccount', 'sun', 3);
    await expect(limiter.consume('signInPerAccount', 'sun')).rejects.toMatchObject({
      reason: 'RATE_LIMITED',
    });
    await consumeTimes(limiter, 'callsPerUser', 'sun', 100);
    await expect(limiter.consume('callsPerUser', 'sun')).rejects.toMatchObject({ reason: 'RATE_LIMITED' });
  });
});

it.each([
  ['127.0.0.1', '127.0.0.1'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['2001:db8::a:b:c:d', '2001:db8:0:0::/64'],
  ['', ''],
  ['no address', 'no address'],
])('counts %j under %j', (address, group) => {
  expect(addressGroup(address)).toBe(group);
});
