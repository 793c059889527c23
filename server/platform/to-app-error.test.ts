import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldProblems } from './to-app-error.ts';

const schema = z.strictObject({ name: z.string(), inner: z.strictObject({ count: z.int() }) });

describe('naming failing fields', () => {
  it('names every one by its dotted path, unknown ones too', () => {
    const { error } = schema.safeParse({ inner: { count: 'x', more: 1 }, other: 2 });
    expect(
      error &&
        fieldProblems(error)
          .map(({ path }) => path)
          .sort(),
    ).toEqual(['inner.count', 'inner.more', 'name', 'other']);
  });

  it('stays small however many and however long the unknown ones are', () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`field_${i}`, i]));
    const { error } = schema.safeParse({ ...many, ['x'.repeat(500_000)]: 1, ['\u{1f600}'.repeat(200)]: 1 });
    const problems = error ? fieldProblems(error) : [];
    expect(problems).toHaveLength(100);
    expect(JSON.stringify(problems).length).toBeLessThan(60_000);
  });
});
