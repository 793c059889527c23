import { useMemo } from 'react';
import type { UserView } from '../../../shared/contracts/auth.ts';
import { readFailure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { useSessionActions } from '../../app/session/session.ts';
import { useForm } from '../../components/form/use-form.ts';
import { useFailure } from '../auth/use-failure.ts';
import type { CallingForm } from '../auth/use-sign-in.ts';
import { useWaitSeconds } from '../auth/use-wait-seconds.ts';
import { createDeletionContract, type DeletionAnswers } from './create-deletion-contract.ts';

/** The state of the form that deletes the account, with as many credits lost as `credits` says. */
export function useDeleteAccount(user: UserView, credits: number): CallingForm<DeletionAnswers> {
  const utils = trpc.useUtils();
  const { leave } = useSessionActions();
  const remove = trpc.account.delete.useMutation({ gcTime: 0 });
  const failure = useFailure(remove.error);
  const waitSeconds = useWaitSeconds(failure);
  const contract = useMemo(() => createDeletionContract(user, credits), [user, credits]);
  const form = useForm(contract, ({ password }) => {
    if (remove.isPending || waitSeconds > 0) return;
    const input = { confirmCredits: credits, ...(password !== undefined && { password }) };
    leave('deleted', () => remove.mutateAsync(input)).catch((error: unknown) => {
      const { reason, details } = readFailure(error);
      if (reason === 'INVALID_CREDENTIALS') form.report({ password: 'wrong' });
      const remaining = details?.['credits'];
      if (reason === 'CREDITS_REMAIN' && typeof remaining === 'number') {
        utils.statistics.overview.setData(undefined, (known) => known && { ...known, credits: remaining });
        void utils.statistics.overview.invalidate();
      }
    });
  });
  const isSaidAtField = failure?.reason === 'INVALID_CREDENTIALS';
  return { form, failure: isSaidAtField ? null : failure, waitSeconds, isPending: remove.isPending };
}
