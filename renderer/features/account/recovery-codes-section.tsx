import formStyles from '../../components/form/form.module.css';
import { FormFailure } from '../auth/form-failure.tsx';
import { SubmitButton } from '../auth/submit-button.tsx';
import { AccountNameField } from './account-name-field.tsx';
import { AccountSection } from './account-section.tsx';
import { CurrentPasswordField } from './current-password-field.tsx';
import { NewCodes } from './new-codes.tsx';
import { useAccountTexts } from './use-account-texts.ts';
import { useRenewCodes } from './use-renew-codes.ts';

/** New recovery codes for the password. */
export function RecoveryCodesSection() {
  const { t } = useAccountTexts();
  const { form, failure, waitSeconds, isPending, codes, forgetCodes } = useRenewCodes();
  return (
    <AccountSection name="codes" title={t('codes.title')} hint={t('codes.hint')}>
      {codes !== null ? (
        <NewCodes hint={t('codes.newHint')} codes={codes} onSaved={forgetCodes} />
      ) : (
        <form {...form.formProps} className={formStyles['form']}>
          <FormFailure failure={failure} waitSeconds={waitSeconds} />
          <AccountNameField />
          <CurrentPasswordField name="password" problem={form.problems.password} />
          <SubmitButton isPending={isPending} isWaiting={waitSeconds > 0}>
            {t('codes.submit')}
          </SubmitButton>
        </form>
      )}
    </AccountSection>
  );
}
