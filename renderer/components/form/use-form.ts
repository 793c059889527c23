import { useRef, useState, type FocusEvent, type RefObject, type SubmitEvent, type InputEvent } from 'react';
import type { z } from 'zod';
import { readProblems, type Problems } from './read-problems.ts';

/** A form whose fields the browser keeps: nothing typed, least of all a password, is copied into our state. */
export interface Form<Values> {
  /** For the `<form>`; its fields are found by their `name`s, which are those of the contract. */
  readonly formProps: {
    readonly ref: RefObject<HTMLFormElement | null>;
    readonly noValidate: true;
    readonly onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
    readonly onBlur: (event: FocusEvent<HTMLFormElement>) => void;
    readonly onInput: (event: InputEvent<HTMLFormElement>) => void;
  };
  readonly problems: Problems<Values>;
  /** Shows what the server has found wrong, and moves to the first such field. */
  readonly report: (problems: Problems<Values>) => void;
  /** Empties every field. */
  readonly reset: () => void;
}

/**
 * Checks a form by its contract: a field when it is left with something in it, all of them when it is submitted; a
 * problem goes as soon as it is mended. `onSubmit` gets what the contract parsed. After a refusal the first field that
 * is not right has the focus.
 */
export function useForm<Values extends object>(
  contract: z.ZodType<Values>,
  onSubmit: (values: Values) => void,
): Form<Values> {
  const ref = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<Problems<Values>>({});

  const check = (form: HTMLFormElement): { values: Values | null; found: Problems<Values> } => {
    const typed = Object.fromEntries(new FormData(form));
    const parsed = contract.safeParse(typed);
    if (parsed.success) return { values: parsed.data, found: {} };
    return { values: null, found: readProblems(parsed.error.issues, typed) as Problems<Values> };
  };

  const recheck = (form: HTMLFormElement, name: string): void => {
    const { found } = check(form);
    setProblems((before) => ({ ...before, [name]: found[name as keyof Problems<Values>] }));
  };

  return {
    problems,
    report: (found) => {
      setProblems(found);
      if (ref.current) focusFirst(ref.current, found);
    },
    reset: () => {
      ref.current?.reset();
      setProblems({});
    },
    formProps: {
      ref,
      noValidate: true,
      onSubmit: (event) => {
        event.preventDefault();
        const { values, found } = check(event.currentTarget);
        setProblems(found);
        if (values === null) focusFirst(event.currentTarget, found);
        else onSubmit(values);
      },
      onBlur: ({ currentTarget, target }) => {
        if (target instanceof HTMLInputElement && target.name !== '' && target.value !== '')
          recheck(currentTarget, target.name);
      },
      onInput: ({ currentTarget, target }) => {
        if (target instanceof HTMLInputElement && target.name in problems)
          recheck(currentTarget, target.name);
      },
    },
  };
}

function focusFirst(form: HTMLFormElement, problems: object): void {
  const fields = Array.from(form.elements).filter((element) => element instanceof HTMLInputElement);
  const first = fields.find(({ name }) => (problems as Record<string, unknown>)[name] !== undefined);
  first?.focus();
  if (first?.type === 'password') first.select();
}
