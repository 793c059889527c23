import { useState } from 'react';
import { z } from 'zod';
import { registerInput, type RegisteredView } from '../../../shared/contracts/auth.ts';
import { TERMS_VERSION } from '../../../shared/terms-version.ts';
import { trpc } from '../../app/api/trpc.ts';
import { useSessionActions } from '../../app/session/session.ts';
import { useForm } from '../../components/form/use-form.ts';
import { useFailure } from './use-failure.ts';
import type { CallingForm } from './use-sign-in.ts';
import { useWaitSeconds } from './use-wait-seconds.ts';

/**
 * What registering asks for. Agreement is given by ticking a box that was empty, as consent has to be an act of the
 * person's own (Personal Information Protection Law of the PRC, article 14).
 */
const registerForm = z.strictObject({
  username: z.string().trim().pipe(registerInput.shape.username),
  password: registerInput.shape.password,
  email: z.preprocess((text) => (text === '' ? undefined : text), registerInput.shape.email),
  agreed: z.literal('on'),
});
type RegisterForm = z.infer<typeof registerForm>;

/** A {@link CallingForm} that registers. */
export interface Registering extends CallingForm<RegisterForm> {
  /** The new account with its recovery codes; null until there is one. */
  readonly registered: RegisteredView | null;
}

/** The state of the form that makes an account and signs it in. */
export function useRegister(): Registering {
  const { begin } = useSessionActions();
  const [registered, setRegistered] = useState<RegisteredView | null>(null);
  const register = trpc.auth.register.useMutation({
    // What was sent is kept with it.
    gcTime: 0,
    onSuccess: (view) => {
      // Before the session is known: whoever is signed in and has no codes to see is sent away from here.
      setRegistered(view);
      begin(view.user);
    },
  });
  const failure = useFailure(register.error);
  const waitSeconds = useWaitSeconds(failure);
  const form = useForm(registerForm, ({ username, password, email }) => {
    if (register.isPending || waitSeconds > 0) return;
    register.mutate(
      { username, password, ...(email !== undefined && { email }), termsVersion: TERMS_VERSION },
      {
        // The password has done its work, though this page stays for the codes.
        onSuccess: () => register.reset(),
        onError: (error) => {
          if (error.data?.reason === 'USERNAME_TAKEN') form.report({ username: 'taken' });
        },
      },
    );
  });
  const isSaidAtField = failure?.reason === 'USERNAME_TAKEN';
  return {
    form,
    failure: isSaidAtField ? null : failure,
    waitSeconds,
    isPending: register.isPending,
    registered,
  };
}
