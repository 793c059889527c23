import formStyles from '../../components/form/form.module.css';
import { FormFailure } from '../auth/form-failure.tsx';
import { PasswordField } from '../auth/password-field.tsx';
import { SubmitButton } from '../auth/submit-button.tsx';
import { useAuthTexts } from '../auth/use-auth-texts.ts';
import { useProblemText } from '../auth/use-problem-text.ts';
import { AccountNameField } from './account-name-field.tsx';
import { AccountSection } from './account-section.tsx';
import { NewCodes } from './new-codes.tsx';
import { useAccountTexts } from './use-account-texts.ts';
import { useRenewCodes } from './use-renew-codes.ts';

/** New recovery codes for the password. */
export function RecoveryCodesSection() {
  const { t } = useAccountTexts();
  const { t: auth } = useAuthTexts();
  const describe = useProblemText();
  const { form, failure, waitSeconds, isPending, codes, forgetCodes } = useRenewCodes();
  return (
    <AccountSection name="codes" title={t('codes.title')} hint={t('codes.hint')}>
      {codes !== null ? (
        <NewCodes hint={t('codes.newHint')} codes={codes} onSaved={forgetCodes} />
      ) : (
        <form {...form.formProps} className={formStyles['form']}>
          <FormFailure failure={failure} waitSeconds={waitSeconds} />
          <AccountNameField />
          <PasswordField
            name="password"
            label={auth('field.currentPassword')}
            autoComplete="current-password"
            required
            problem={describe('password', auth('field.currentPassword'), form.problems.password)}
          />
          <SubmitButton isPending={isPending} isWaiting={waitSeconds > 0}>
            {t('codes.submit')}
          </SubmitButton>
        </form>
      )}
    </AccountSection>
  );
}
