import formStyles from '../../components/form/form.module.css';
import { useUser } from '../../app/session/session.ts';
import { FormFailure } from '../auth/form-failure.tsx';
import { NewPasswordField } from '../auth/new-password-field.tsx';
import { SubmitButton } from '../auth/submit-button.tsx';
import { useAuthTexts } from '../auth/use-auth-texts.ts';
import { AccountNameField } from './account-name-field.tsx';
import { AccountSection } from './account-section.tsx';
import styles from './account.module.css';
import { CurrentPasswordField } from './current-password-field.tsx';
import { useAccountTexts } from './use-account-texts.ts';
import { useChangePassword } from './use-change-password.ts';

/** A new password for the old one. */
export function PasswordSection() {
  const { t } = useAccountTexts();
  const { t: auth } = useAuthTexts();
  const { username } = useUser();
  const { form, failure, waitSeconds, isPending, changes } = useChangePassword();
  return (
    <AccountSection name="password" title={t('password.title')} hint={t('password.hint')}>
      <form {...form.formProps} className={formStyles['form']}>
        <FormFailure failure={failure} waitSeconds={waitSeconds} />
        <AccountNameField />
        <CurrentPasswordField name="currentPassword" problem={form.problems.currentPassword} />
        <NewPasswordField
          // The judgement of the last one goes with it.
          key={changes}
          name="newPassword"
          label={auth('field.newPassword')}
          username={username}
          problem={form.problems.newPassword}
        />
        <SubmitButton isPending={isPending} isWaiting={waitSeconds > 0}>
          {t('password.submit')}
        </SubmitButton>
        <p role="status" className={styles['done']}>
          {changes > 0 && t('password.done')}
        </p>
      </form>
    </AccountSection>
  );
}
