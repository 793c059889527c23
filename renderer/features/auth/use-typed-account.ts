import { useState, type ChangeEvent } from 'react';
import { useLocation } from 'react-router';
import { z } from 'zod';

const typedState = z.object({ account: z.string() });

/** The account somebody has typed into a form, for its field and for the link to another form. */
interface TypedAccount {
  readonly field: {
    readonly defaultValue: string | undefined;
    readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
  };
  /** It stays in the tab's history, never in an address. */
  readonly state: { readonly account: string };
}

/** Carries the account from one of the forms that ask for it to the next. */
export function useTypedAccount(): TypedAccount {
  const { data } = typedState.safeParse(useLocation().state);
  const [account, setAccount] = useState(data?.account ?? '');
  return {
    field: { defaultValue: data?.account, onChange: ({ target }) => setAccount(target.value) },
    state: { account },
  };
}
