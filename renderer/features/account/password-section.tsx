import { Alert } from 'antd';
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { changePasswordInput, setFirstPasswordInput } from '../../../shared/contracts/auth.ts';
import { trpc } from '../../app/api/trpc.ts';
import { readFailure } from '../../app/api/read-failure.ts';
import { checkSession, useUser } from '../../app/session/session.ts';
import formStyles from '../../components/form/form.module.css';
import { useForm } from '../../components/form/use-form.ts';
import { FormFailure } from '../auth/form-failure.tsx';
import { NewPasswordField } from '../auth/new-password-field.tsx';
import { PasswordField } from '../auth/password-field.tsx';
import { SubmitButton } from '../auth/submit-button.tsx';
import { useAuthTexts } from '../auth/use-auth-texts.ts';
import { useFailure } from '../auth/use-failure.ts';
import { useProblemText } from '../auth/use-problem-text.ts';
import { useWaitSeconds } from '../auth/use-wait-seconds.ts';
import { AccountSection } from './account-section.tsx';
import { NewCodes } from './new-codes.tsx';
import { useAccountTexts } from './use-account-texts.ts';

/** Changes the password, or gives this computer's profile its first one. */
export function PasswordSection() {
  const { hasPassword } = useUser();
  // The codes that come with a first password stay in sight although there is a password now.
  const [firstCodes, setFirstCodes] = useState<readonly string[] | null>(null);
  if (hasPassword && firstCodes === null) return <ChangePassword />;
  return <FirstPassword codes={firstCodes} onCodes={setFirstCodes} />;
}

function ChangePassword() {
  const { t } = useAccountTexts();
  const { t: auth } = useAuthTexts();
  const describe = useProblemText();
  const { username } = useUser();
  const utils = trpc.useUtils();
  const change = trpc.auth.changePassword.useMutation({
    onSuccess: () => {
      form.reset();
      void utils.auth.sessions.invalidate();
    },
    onError: (error) => {
      if (readFailure(error).reason === 'INVALID_CREDENTIALS') form.report({ currentPassword: 'wrong' });
    },
  });
  const failure = useFailure(change.error);
  const waitSeconds = useWaitSeconds(failure);
  const form = useForm(changePasswordInput, (input) => {
    if (!change.isPending && waitSeconds === 0) change.mutate(input);
  });
  return (
    <AccountSection name="password" title={t('password.title')} hint={t('password.hint')}>
      <form {...form.formProps} className={formStyles['form']} aria-label={t('password.submit')}>
        {failure?.reason !== 'INVALID_CREDENTIALS' && (
          <FormFailure failure={failure} waitSeconds={waitSeconds} />
        )}
        {change.isSuccess && <Alert type="success" showIcon role="status" title={t('password.done')} />}
        {/* Password managers need to know whose password it is. */}
        <input type="text" autoComplete="username" value={username} readOnly hidden />
        <PasswordField
          name="currentPassword"
          label={auth('field.currentPassword')}
          autoComplete="current-password"
          required
          problem={describe('password', auth('field.currentPassword'), form.problems.currentPassword)}
        />
        <NewPasswordField
          name="newPassword"
          label={auth('field.newPassword')}
          problem={form.problems.newPassword}
          username={username}
        />
        <SubmitButton isPending={change.isPending} isWaiting={waitSeconds > 0}>
          {t('password.submit')}
        </SubmitButton>
      </form>
    </AccountSection>
  );
}

function FirstPassword({
  codes,
  onCodes,
}: {
  readonly codes: readonly string[] | null;
  readonly onCodes: (codes: readonly string[] | null) => void;
}) {
  const { t } = useAccountTexts();
  const { t: auth } = useAuthTexts();
  const { username } = useUser();
  const queryClient = useQueryClient();
  const set = trpc.auth.setFirstPassword.useMutation({
    onSuccess: ({ recoveryCodes }) => {
      onCodes(recoveryCodes);
      void checkSession(queryClient);
    },
  });
  const failure = useFailure(set.error);
  const waitSeconds = useWaitSeconds(failure);
  const form = useForm(setFirstPasswordInput, (input) => {
    if (!set.isPending && waitSeconds === 0) set.mutate(input);
  });
  return (
    <AccountSection name="password" title={t('password.firstTitle')} hint={t('password.firstHint')}>
      {codes !== null ? (
        <NewCodes codes={codes} onSaved={() => onCodes(null)} />
      ) : (
        <form {...form.formProps} className={formStyles['form']} aria-label={t('password.firstSubmit')}>
          <FormFailure failure={failure} waitSeconds={waitSeconds} />
          <input type="text" autoComplete="username" value={username} readOnly hidden />
          <NewPasswordField
            name="password"
            label={auth('field.newPassword')}
            problem={form.problems.password}
            username={username}
          />
          <SubmitButton isPending={set.isPending} isWaiting={waitSeconds > 0}>
            {t('password.firstSubmit')}
          </SubmitButton>
        </form>
      )}
    </AccountSection>
  );
}
