import { useState } from 'react';
import { changePasswordInput, type ChangePasswordInput } from '../../../shared/contracts/auth.ts';
import { trpc } from '../../app/api/trpc.ts';
import { useForm } from '../../components/form/use-form.ts';
import { useFailure } from '../auth/use-failure.ts';
import type { CallingForm } from '../auth/use-sign-in.ts';
import { useWaitSeconds } from '../auth/use-wait-seconds.ts';

/** The state of the form that changes the password; `changes` counts how often it has. */
export function useChangePassword(): CallingForm<ChangePasswordInput> & { readonly changes: number } {
  const utils = trpc.useUtils();
  const [changes, setChanges] = useState(0);
  const change = trpc.auth.changePassword.useMutation({ gcTime: 0 });
  const failure = useFailure(change.error);
  const waitSeconds = useWaitSeconds(failure);
  const form = useForm(changePasswordInput, (input) => {
    if (change.isPending || waitSeconds > 0) return;
    change.mutate(input, {
      onSuccess: () => {
        form.reset();
        setChanges((count) => count + 1);
        // What was sent is kept with it.
        change.reset();
        void utils.auth.sessions.invalidate();
      },
      onError: (error) => {
        if (error.data?.reason === 'INVALID_CREDENTIALS') form.report({ currentPassword: 'wrong' });
      },
    });
  });
  const isSaidAtField = failure?.reason === 'INVALID_CREDENTIALS';
  return { form, failure: isSaidAtField ? null : failure, waitSeconds, isPending: change.isPending, changes };
}
