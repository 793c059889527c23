import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { setFirstPasswordInput, type SetFirstPasswordInput } from '../../../shared/contracts/auth.ts';
import { trpc } from '../../app/api/trpc.ts';
import { checkSession } from '../../app/session/session.ts';
import { useForm } from '../../components/form/use-form.ts';
import { useFailure } from '../auth/use-failure.ts';
import type { CallingForm } from '../auth/use-sign-in.ts';
import { useWaitSeconds } from '../auth/use-wait-seconds.ts';

/** A {@link CallingForm} that gives the computer's own profile its first password. */
export interface FirstPassword extends CallingForm<SetFirstPasswordInput> {
  /** The recovery codes that came with it; null before, and once they are put away. */
  readonly codes: readonly string[] | null;
  readonly forgetCodes: () => void;
}

/** The state of the form that sets the first password of a profile that has none. */
export function useFirstPassword(): FirstPassword {
  const queryClient = useQueryClient();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const set = trpc.auth.setFirstPassword.useMutation({ gcTime: 0 });
  const failure = useFailure(set.error);
  const waitSeconds = useWaitSeconds(failure);
  const form = useForm(setFirstPasswordInput, (input) => {
    if (set.isPending || waitSeconds > 0) return;
    set.mutate(input, {
      onSuccess: ({ recoveryCodes }) => {
        setCodes(recoveryCodes);
        set.reset();
        void checkSession(queryClient);
      },
    });
  });
  return { form, failure, waitSeconds, isPending: set.isPending, codes, forgetCodes: () => setCodes(null) };
}
