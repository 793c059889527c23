import { z } from 'zod';
import { recoverInput, type RecoverInput } from '../../../shared/contracts/auth.ts';
import { trpc } from '../../app/api/trpc.ts';
import { useSessionActions } from '../../app/session/session.ts';
import { useForm } from '../../components/form/use-form.ts';
import { useFailure } from './use-failure.ts';
import type { CallingForm } from './use-sign-in.ts';
import { useWaitSeconds } from './use-wait-seconds.ts';

const recoverForm = z.strictObject({
  ...recoverInput.shape,
  account: z.string().trim().pipe(recoverInput.shape.account),
});

/** The state of the form that takes a recovery code for a new password; once it has, one is signed in. */
export function useRecover(): CallingForm<RecoverInput> {
  const { begin } = useSessionActions();
  const recover = trpc.auth.recover.useMutation({
    // What was sent is kept with it, so no longer than the form.
    gcTime: 0,
    onSuccess: ({ user }) => begin(user),
  });
  const failure = useFailure(recover.error);
  const waitSeconds = useWaitSeconds(failure);
  const form = useForm(recoverForm, (input) => {
    if (recover.isPending || waitSeconds > 0) return;
    recover.mutate(input);
  });
  return { form, failure, waitSeconds, isPending: recover.isPending };
}
