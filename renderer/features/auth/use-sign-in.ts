import { z } from 'zod';
import type { Failure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { useSessionActions } from '../../app/session/session.ts';
import { useForm, type Form } from '../../components/form/use-form.ts';
import { loginInput, type LoginInput } from '../../../shared/contracts/auth.ts';
import { useFailure } from './use-failure.ts';
import { useWaitSeconds } from './use-wait-seconds.ts';

/** What signing in asks for. A space that a keyboard has put around the name is not part of it. */
const signInForm = z.strictObject({
  ...loginInput.shape,
  account: z.string().trim().pipe(loginInput.shape.account),
});

/** A form that calls the server, and how that call is doing. */
export interface CallingForm<Values> {
  readonly form: Form<Values>;
  readonly failure: Failure | null;
  /** Seconds until it may be sent again; 0 when it may. */
  readonly waitSeconds: number;
  readonly isPending: boolean;
}

/** The state of the form that signs in; once it has, whoever looks at the session moves on. */
export function useSignIn(): CallingForm<LoginInput> {
  const { begin } = useSessionActions();
  const signIn = trpc.auth.signIn.useMutation({
    // What was sent is kept with it, so no longer than the form.
    gcTime: 0,
    onSuccess: ({ user }) => begin(user),
  });
  const failure = useFailure(signIn.error);
  const waitSeconds = useWaitSeconds(failure);
  const form = useForm(signInForm, (input) => {
    if (signIn.isPending || waitSeconds > 0) return;
    signIn.mutate(input);
  });
  return { form, failure, waitSeconds, isPending: signIn.isPending };
}
