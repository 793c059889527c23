import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { registerInput } from '../../../shared/contracts/auth.ts';
import { readProblems } from './read-problems.ts';

function problemsOf(contract: z.ZodType, values: Record<string, unknown>) {
  return readProblems(contract.safeParse(values).error?.issues ?? [], values);
}

describe('what is wrong with a form', () => {
  it('is said per field, in words a screen can translate', () => {
    expect(
      problemsOf(registerInput, { username: 'a b', password: 'short', email: 'nobody', termsVersion: '1' }),
    ).toEqual({ username: 'invalid', password: 'tooShort', email: 'invalid' });
    expect(problemsOf(registerInput, { username: 'ada', password: 'x'.repeat(257) })).toEqual({
      password: 'tooLong',
    });
  });

  it('is that something is required wherever nothing was typed, whatever else the contract says of it', () => {
    expect(problemsOf(registerInput, { username: '', password: '' })).toEqual({
      username: 'required',
      password: 'required',
    });
    expect(problemsOf(z.strictObject({ agreed: z.literal('on') }), {})).toEqual({ agreed: 'required' });
  });

  it('is nothing when the contract is met', () => {
    expect(problemsOf(registerInput, { username: '小画家', password: 'a long enough one' })).toEqual({});
  });
});
