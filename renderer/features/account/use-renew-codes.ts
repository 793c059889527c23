import { useState } from 'react';
import { renewRecoveryCodesInput, type RenewRecoveryCodesInput } from '../../../shared/contracts/auth.ts';
import { trpc } from '../../app/api/trpc.ts';
import { useForm } from '../../components/form/use-form.ts';
import { useFailure } from '../auth/use-failure.ts';
import type { CallingForm } from '../auth/use-sign-in.ts';
import { useWaitSeconds } from '../auth/use-wait-seconds.ts';

/** A {@link CallingForm} that replaces the recovery codes. */
export interface RenewingCodes extends CallingForm<RenewRecoveryCodesInput> {
  /** The new ones; null before, and once they are put away. */
  readonly codes: readonly string[] | null;
  readonly forgetCodes: () => void;
}

/** The state of the form that replaces the recovery codes. */
export function useRenewCodes(): RenewingCodes {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const renew = trpc.auth.renewRecoveryCodes.useMutation({ gcTime: 0 });
  const failure = useFailure(renew.error);
  const waitSeconds = useWaitSeconds(failure);
  const form = useForm(renewRecoveryCodesInput, (input) => {
    if (renew.isPending || waitSeconds > 0) return;
    renew.mutate(input, {
      onSuccess: ({ recoveryCodes }) => {
        setCodes(recoveryCodes);
        renew.reset();
      },
      onError: (error) => {
        if (error.data?.reason === 'INVALID_CREDENTIALS') form.report({ password: 'wrong' });
      },
    });
  });
  const isSaidAtField = failure?.reason === 'INVALID_CREDENTIALS';
  return {
    form,
    failure: isSaidAtField ? null : failure,
    waitSeconds,
    isPending: renew.isPending,
    codes,
    forgetCodes: () => setCodes(null),
  };
}
