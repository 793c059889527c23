import { useState } from 'react';
import { Trans } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { i18n } from '../../app/i18n/i18n.ts';
import { CheckField } from '../../components/form/check-field.tsx';
import formStyles from '../../components/form/form.module.css';
import { TextField } from '../../components/form/text-field.tsx';
import { AuthLayout } from './auth-layout.tsx';
import styles from './auth.module.css';
import { FormFailure } from './form-failure.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { SubmitButton } from './submit-button.tsx';
import { useAuthTexts } from './use-auth-texts.ts';
import { useProblemText } from './use-problem-text.ts';
import type { Registering } from './use-register.ts';
import { UsernameField } from './username-field.tsx';

/** What an account needs: a name, a password, and agreement. */
export function RegisterForm({ registering }: { readonly registering: Registering }) {
  const { t } = useAuthTexts();
  const describe = useProblemText();
  const { search } = useLocation();
  const { form, failure, waitSeconds, isPending } = registering;
  const [username, setUsername] = useState('');
  return (
    <AuthLayout title={t('register.title')}>
      <p className={styles['other']}>
        {t('register.hasAccount')} <Link to={`${APP_PATHS.login}${search}`}>{t('register.login')}</Link>
      </p>
      <form {...form.formProps} className={formStyles['form']}>
        <FormFailure failure={failure} waitSeconds={waitSeconds} />
        <UsernameField problem={form.problems.username} onType={setUsername} />
        <NewPasswordField
          name="password"
          label={t('field.password')}
          username={username}
          problem={form.problems.password}
        />
        <TextField
          name="email"
          type="email"
          label={
            <>
              {t('field.email')} <small className={styles['optional']}>{t('field.optional')}</small>
            </>
          }
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          hint={t('field.emailHint')}
          problem={describe('email', t('field.email'), form.problems.email)}
        />
        <CheckField name="agreed" problem={describe('agreement', '', form.problems.agreed)}>
          <Trans
            i18n={i18n}
            ns="auth"
            i18nKey="register.agree"
            components={{
              // In a window of their own: what was typed here stays.
              terms: <Link to={APP_PATHS.terms} target="_blank" />,
              privacy: <Link to={APP_PATHS.privacy} target="_blank" />,
            }}
          />
        </CheckField>
        <SubmitButton isPending={isPending} isWaiting={waitSeconds > 0}>
          {t('register.submit')}
        </SubmitButton>
      </form>
    </AuthLayout>
  );
}
