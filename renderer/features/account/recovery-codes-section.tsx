import { useState } from 'react';
import { renewRecoveryCodesInput } from '../../../shared/contracts/auth.ts';
import { readFailure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { useUser } from '../../app/session/session.ts';
import formStyles from '../../components/form/form.module.css';
import { useForm } from '../../components/form/use-form.ts';
import { FormFailure } from '../auth/form-failure.tsx';
import { PasswordField } from '../auth/password-field.tsx';
import { SubmitButton } from '../auth/submit-button.tsx';
import { useAuthTexts } from '../auth/use-auth-texts.ts';
import { useFailure } from '../auth/use-failure.ts';
import { useProblemText } from '../auth/use-problem-text.ts';
import { useWaitSeconds } from '../auth/use-wait-seconds.ts';
import { AccountSection } from './account-section.tsx';
import { NewCodes } from './new-codes.tsx';
import { useAccountTexts } from './use-account-texts.ts';

/** Makes new recovery codes for whoever knows the password. Without a password there is nothing to recover. */
export function RecoveryCodesSection() {
  const { t } = useAccountTexts();
  const { t: auth } = useAuthTexts();
  const describe = useProblemText();
  const { username, hasPassword } = useUser();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const renew = trpc.auth.renewRecoveryCodes.useMutation({
    onSuccess: ({ recoveryCodes }) => {
      form.reset();
      setCodes(recoveryCodes);
    },
    onError: (error) => {
      if (readFailure(error).reason === 'INVALID_CREDENTIALS') form.report({ password: 'wrong' });
    },
  });
  const failure = useFailure(renew.error);
  const waitSeconds = useWaitSeconds(failure);
  const form = useForm(renewRecoveryCodesInput, (input) => {
    if (!renew.isPending && waitSeconds === 0) renew.mutate(input);
  });
  if (!hasPassword) return null;
  return (
    <AccountSection name="codes" title={t('codes.title')} hint={t('codes.hint')}>
      {codes !== null ? (
        <NewCodes codes={codes} onSaved={() => setCodes(null)} />
      ) : (
        <form {...form.formProps} className={formStyles['form']} aria-label={t('codes.submit')}>
          {failure?.reason !== 'INVALID_CREDENTIALS' && (
            <FormFailure failure={failure} waitSeconds={waitSeconds} />
          )}
          <input type="text" autoComplete="username" value={username} readOnly hidden />
          <PasswordField
            name="password"
            label={auth('field.currentPassword')}
            autoComplete="current-password"
            required
            problem={describe('password', auth('field.currentPassword'), form.problems.password)}
          />
          <SubmitButton isPending={renew.isPending} isWaiting={waitSeconds > 0}>
            {t('codes.submit')}
          </SubmitButton>
        </form>
      )}
    </AccountSection>
  );
}
