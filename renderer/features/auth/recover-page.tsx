import { Link, useLocation } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import formStyles from '../../components/form/form.module.css';
import { TextField } from '../../components/form/text-field.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import styles from './auth.module.css';
import { FormFailure } from './form-failure.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { SubmitButton } from './submit-button.tsx';
import { useAuthTexts } from './use-auth-texts.ts';
import { useProblemText } from './use-problem-text.ts';
import { useTypedAccount } from './use-typed-account.ts';
import { useRecover } from './use-recover.ts';

/** What an operator runs for somebody who has no code left. */
const OPERATOR_COMMAND = 'npm run users:reset-password -- --user <username> --reason "<reason>"';

/** The way back into an account whose password is forgotten. */
export function RecoverPage() {
  const { t } = useAuthTexts();
  const describe = useProblemText();
  const { search } = useLocation();
  const typed = useTypedAccount();
  const { form, failure, waitSeconds, isPending } = useRecover();
  return (
    <div className={`${styles['panel']} ${styles['single']}`}>
      <PageHeading title={t('recover.title')} />
      <p className="soft">{t('recover.lead')}</p>
      <form {...form.formProps} className={formStyles['form']}>
        <FormFailure failure={failure} waitSeconds={waitSeconds} refused={t('recover.refused')} />
        <TextField
          name="account"
          label={t('field.account')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          required
          {...typed.field}
          problem={describe('plain', t('field.account'), form.problems.account)}
        />
        <TextField
          name="recoveryCode"
          label={t('field.recoveryCode')}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={64}
          placeholder="XXXX-XXXX-XXXX-XXXX"
          required
          hint={t('field.recoveryCodeHint')}
          problem={describe('plain', t('field.recoveryCode'), form.problems.recoveryCode)}
        />
        <NewPasswordField
          name="newPassword"
          label={t('field.newPassword')}
          problem={form.problems.newPassword}
        />
        <SubmitButton isPending={isPending} isWaiting={waitSeconds > 0}>
          {t('recover.submit')}
        </SubmitButton>
      </form>
      <details className={styles['more']}>
        <summary>{t('recover.noCodeTitle')}</summary>
        <p>{t('recover.noCode')}</p>
        <pre tabIndex={0}>
          <code>{OPERATOR_COMMAND}</code>
        </pre>
        <p>{t('recover.noMail')}</p>
      </details>
      <p className={styles['aside']}>
        <Link to={`${APP_PATHS.login}${search}`} state={typed.state}>
          {t('recover.back')}
        </Link>
      </p>
    </div>
  );
}
