import { useUser } from '../../app/session/session.ts';
import formStyles from '../../components/form/form.module.css';
import { FormFailure } from '../auth/form-failure.tsx';
import { NewPasswordField } from '../auth/new-password-field.tsx';
import { SubmitButton } from '../auth/submit-button.tsx';
import { useAuthTexts } from '../auth/use-auth-texts.ts';
import { AccountNameField } from './account-name-field.tsx';
import { AccountSection } from './account-section.tsx';
import { NewCodes } from './new-codes.tsx';
import { useAccountTexts } from './use-account-texts.ts';
import type { FirstPassword } from './use-first-password.ts';

/** A password for the computer's own profile, which has none yet. */
export function FirstPasswordSection({
  form,
  failure,
  waitSeconds,
  isPending,
  codes,
  forgetCodes,
}: FirstPassword) {
  const { t } = useAccountTexts();
  const { t: auth } = useAuthTexts();
  const { username } = useUser();
  if (codes !== null) {
    return (
      <AccountSection name="password" title={t('password.firstTitle')}>
        <NewCodes hint={t('codes.firstHint')} codes={codes} onSaved={forgetCodes} />
      </AccountSection>
    );
  }
  return (
    <AccountSection name="password" title={t('password.firstTitle')} hint={t('password.firstHint')}>
      <form {...form.formProps} className={formStyles['form']}>
        <FormFailure failure={failure} waitSeconds={waitSeconds} />
        <AccountNameField />
        <NewPasswordField
          name="password"
          label={auth('field.newPassword')}
          username={username}
          problem={form.problems.password}
        />
        <SubmitButton isPending={isPending} isWaiting={waitSeconds > 0}>
          {t('password.firstSubmit')}
        </SubmitButton>
      </form>
    </AccountSection>
  );
}
