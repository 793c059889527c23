import type { z } from 'zod';

/** What can be wrong with one field: the contract finds the first four, the server the others. */
export type Problem = 'required' | 'tooShort' | 'tooLong' | 'invalid' | 'taken' | 'wrong';

/** The fields of a form that are not right, each with what is wrong first. */
export type Problems<Values> = { readonly [Name in keyof Values & string]?: Problem };

/** A contract's objections, by the field they concern; nothing typed at all is always `required`. */
export function readProblems(
  issues: readonly z.core.$ZodIssue[],
  values: Readonly<Record<string, unknown>>,
): Record<string, Problem> {
  const problems: Record<string, Problem> = {};
  for (const { path, code } of issues) {
    const name = String(path[0] ?? '');
    problems[name] ??= isEmpty(values[name]) ? 'required' : (PROBLEM_BY_CODE[code] ?? 'invalid');
  }
  return problems;
}

const PROBLEM_BY_CODE: Readonly<Record<string, Problem>> = { too_small: 'tooShort', too_big: 'tooLong' };

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '';
}
