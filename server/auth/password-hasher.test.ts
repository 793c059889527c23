import { describe, expect, it } from 'vitest';
import { CHEAP_PASSWORDS } from '../testing/account-world.ts';
import { createPasswordHasher, DEFAULT_PASSWORD_COST } from './password-hasher.ts';

const limits = { passwordHashesAtOnce: 2, passwordHashesWaiting: 20 };

describe('password hasher', () => {
  const hasher = createPasswordHasher(limits, CHEAP_PASSWORDS);

  it('makes argon2id hashes of 19 MiB, two passes and one lane', async () => {
    const hashed = await createPasswordHasher(limits, DEFAULT_PASSWORD_COST).hash('correct horse');
    expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('knows the password it hashed and no other', async () => {
    const hashed = await hasher.hash('correct horse');
    expect(await hasher.hash('correct horse')).not.toBe(hashed);
    expect(await hasher.verify(hashed, 'correct horse')).toBe(true);
    expect(await hasher.verify(hashed, 'correct horse ')).toBe(false);
    expect(await hasher.verify(null, 'correct horse')).toBe(false);
  });

  it('does not care how a keyboard composes its characters', async () => {
    const hashed = await hasher.hash('caf\u00e9 cr\u00e8me');
    expect(await hasher.verify(hashed, 'cafe\u0301 cre\u0300me')).toBe(true);
  });

  it.each(['\0'.repeat(8), 'before\0after', '\ud800'.repeat(8), '密码🔐'.repeat(50)])(
    'takes %j as a password',
    async (password) => {
      const hashed = await hasher.hash(password);
      expect(await hasher.verify(hashed, password)).toBe(true);
      expect(await hasher.verify(hashed, `${password}!`)).toBe(false);
    },
  );

  it('works on so many at once, lets so many wait, and refuses the others at once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => hasher.hash('correct horse')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(22);
    expect(outcomes.slice(22)).toEqual(
      Array.from({ length: 8 }, () => ({
        status: 'rejected',
        reason: expect.objectContaining({ reason: 'UNAVAILABLE' }) as unknown,
      })),
    );
    await expect(hasher.hash('correct horse')).resolves.toBeDefined();
  });
});
