import { describe, expect, it } from 'vitest';
import { createDeletionContract } from './create-deletion-contract.ts';

const ADA = { username: 'ada', hasPassword: true };

function accepts(contract: ReturnType<typeof createDeletionContract>, answers: object): boolean {
  return contract.safeParse(answers).success;
}

describe('what is asked before an account is deleted', () => {
  it('is the name and the password when nothing is left in it', () => {
    const contract = createDeletionContract(ADA, 0);
    expect(accepts(contract, { confirmation: 'ada', password: 'secret' })).toBe(true);
    expect(accepts(contract, { confirmation: ' Ada ', password: 'secret' })).toBe(true);
    expect(accepts(contract, { confirmation: 'bob', password: 'secret' })).toBe(false);
    expect(accepts(contract, { confirmation: 'ada', password: '' })).toBe(false);
  });

  it('is also that credits are lost, where there are any', () => {
    const contract = createDeletionContract(ADA, 130);
    expect(accepts(contract, { confirmation: 'ada', password: 'secret' })).toBe(false);
    expect(accepts(contract, { confirmation: 'ada', password: 'secret', creditsLost: 'on' })).toBe(true);
  });

  it('is no password of a profile that has none', () => {
    const contract = createDeletionContract({ username: 'ada', hasPassword: false }, 0);
    expect(accepts(contract, { confirmation: 'ada' })).toBe(true);
  });
});
