import { Link, useLocation } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { TextField } from '../../components/form/text-field.tsx';
import formStyles from '../../components/form/form.module.css';
import { AuthLayout } from './auth-layout.tsx';
import styles from './auth.module.css';
import { FormFailure } from './form-failure.tsx';
import { PasswordField } from './password-field.tsx';
import { SessionEndNotice } from './session-end-notice.tsx';
import { SubmitButton } from './submit-button.tsx';
import { useAuthTexts } from './use-auth-texts.ts';
import { useProblemText } from './use-problem-text.ts';
import { useTypedAccount } from './use-typed-account.ts';
import { useSignIn } from './use-sign-in.ts';

/** The first page: what this is, the way in, and the way to an account. */
export function LoginPage() {
  const { t } = useAuthTexts();
  const describe = useProblemText();
  const { search } = useLocation();
  const typed = useTypedAccount();
  const { form, failure, waitSeconds, isPending } = useSignIn();
  return (
    <AuthLayout title={t('login.title')}>
      <p className={styles['other']}>
        {t('login.noAccount')} <Link to={`${APP_PATHS.register}${search}`}>{t('login.register')}</Link>
      </p>
      <SessionEndNotice />
      <form {...form.formProps} className={formStyles['form']}>
        <FormFailure failure={failure} waitSeconds={waitSeconds} />
        <TextField
          name="account"
          label={t('field.account')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          required
          {...typed.field}
          hint={t('field.accountHint')}
          problem={describe('plain', t('field.account'), form.problems.account)}
        />
        <PasswordField
          name="password"
          label={t('field.password')}
          autoComplete="current-password"
          required
          problem={describe('password', t('field.password'), form.problems.password)}
        />
        <SubmitButton isPending={isPending} isWaiting={waitSeconds > 0}>
          {t('login.submit')}
        </SubmitButton>
      </form>
      <p className={styles['aside']}>
        <Link to={`${APP_PATHS.recover}${search}`} state={typed.state}>
          {t('login.forgot')}
        </Link>
      </p>
    </AuthLayout>
  );
}
