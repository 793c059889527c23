import { Alert, Modal } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { readFailure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { useSessionActions, useUser } from '../../app/session/session.ts';
import formStyles from '../../components/form/form.module.css';
import { TextField } from '../../components/form/text-field.tsx';
import { useForm } from '../../components/form/use-form.ts';
import { formatCredits } from '../../components/format.ts';
import { FormFailure } from '../auth/form-failure.tsx';
import { PasswordField } from '../auth/password-field.tsx';
import { SubmitButton } from '../auth/submit-button.tsx';
import { useAuthTexts } from '../auth/use-auth-texts.ts';
import { useFailure } from '../auth/use-failure.ts';
import { useProblemText } from '../auth/use-problem-text.ts';
import { useWaitSeconds } from '../auth/use-wait-seconds.ts';
import { useAccountTexts } from './use-account-texts.ts';

/** Asks once more, for the name and the password, and deletes the account. `credits` is what will be lost. */
export function DeletionDialog({
  credits,
  onClose,
}: {
  readonly credits: number;
  readonly onClose: () => void;
}) {
  const { t, locale } = useAccountTexts();
  const { t: auth } = useAuthTexts();
  const describe = useProblemText();
  const { username, hasPassword } = useUser();
  const { leave } = useSessionActions();
  const utils = trpc.useUtils();
  // What was in sight when it was confirmed; a change asks again.
  const [confirmed, setConfirmed] = useState(credits);
  const remove = trpc.account.delete.useMutation();
  const failure = useFailure(remove.error);
  const waitSeconds = useWaitSeconds(failure);

  const contract = z.strictObject({
    name: z.literal(username),
    password: hasPassword ? z.string().min(1).max(256) : z.undefined().optional(),
  });
  const form = useForm<{ name: string; password?: string | undefined }>(contract, ({ password }) => {
    if (remove.isPending || waitSeconds > 0) return;
    leave('deleted', () =>
      remove.mutateAsync({ confirmCredits: confirmed, ...(password !== undefined && { password }) }),
    ).catch((error: unknown) => {
      const { reason, details } = readFailure(error);
      if (reason === 'INVALID_CREDENTIALS') form.report({ password: 'wrong' });
      if (reason !== 'CREDITS_REMAIN') return;
      if (typeof details?.['credits'] === 'number') setConfirmed(details['credits']);
      void utils.statistics.overview.invalidate();
    });
  });
  const isTold =
    failure === null || failure.reason === 'INVALID_CREDENTIALS' || failure.reason === 'CREDITS_REMAIN';
  return (
    <Modal open title={t('deletion.dialogTitle')} footer={null} onCancel={onClose} destroyOnHidden>
      <form {...form.formProps} className={formStyles['form']} aria-label={t('deletion.dialogTitle')}>
        {!isTold && <FormFailure failure={failure} waitSeconds={waitSeconds} />}
        {confirmed !== credits || failure?.reason === 'CREDITS_REMAIN' ? (
          <Alert
            type="warning"
            showIcon
            role="alert"
            title={t('deletion.creditsChanged', { credits: formatCredits(confirmed, locale) })}
          />
        ) : (
          confirmed > 0 && (
            <Alert
              type="warning"
              showIcon
              title={t('deletion.credits', { credits: formatCredits(confirmed, locale) })}
            />
          )
        )}
        <TextField
          name="name"
          label={t('deletion.typeName', { username })}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          problem={form.problems.name && t('deletion.typeNameWrong', { username })}
        />
        {hasPassword && (
          <PasswordField
            name="password"
            label={auth('field.currentPassword')}
            autoComplete="current-password"
            required
            problem={describe('password', auth('field.currentPassword'), form.problems.password)}
          />
        )}
        <SubmitButton isPending={remove.isPending} isWaiting={waitSeconds > 0} danger>
          {t('deletion.submit')}
        </SubmitButton>
      </form>
    </Modal>
  );
}
