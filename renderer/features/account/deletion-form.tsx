import type { OverviewView } from '../../../shared/contracts/statistics.ts';
import { useUser } from '../../app/session/session.ts';
import { CheckField } from '../../components/form/check-field.tsx';
import formStyles from '../../components/form/form.module.css';
import { TextField } from '../../components/form/text-field.tsx';
import { formatCredits } from '../../components/format.ts';
import { SubmitButton } from '../auth/submit-button.tsx';
import { AccountNameField } from './account-name-field.tsx';
import { CurrentPasswordField } from './current-password-field.tsx';
import { DeletionFailure } from './deletion-failure.tsx';
import { useAccountTexts } from './use-account-texts.ts';
import { useDeleteAccount } from './use-delete-account.ts';

/** What has to be said and shown before the account goes. */
export function DeletionForm({ overview }: { readonly overview: OverviewView }) {
  const { credits } = overview;
  const { t, locale } = useAccountTexts();
  const user = useUser();
  const { username } = user;
  const { form, failure, waitSeconds, isPending } = useDeleteAccount(user, credits);
  const creditsText = formatCredits(credits, locale);
  return (
    <form {...form.formProps} className={formStyles['form']}>
      <DeletionFailure failure={failure} waitSeconds={waitSeconds} />
      <p className="soft">{t('deletion.hint')}</p>
      <AccountNameField />
      {credits > 0 && (
        // Another number is another question.
        <CheckField
          key={credits}
          name="creditsLost"
          problem={form.problems.creditsLost && t('deletion.confirmCreditsProblem')}
        >
          {t('deletion.confirmCredits', { credits: creditsText })}
        </CheckField>
      )}
      {user.hasPassword && <CurrentPasswordField name="password" problem={form.problems.password} />}
      <TextField
        name="confirmation"
        label={t('deletion.typeName', { username })}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        problem={form.problems.confirmation && t('deletion.typeNameWrong', { username })}
      />
      <SubmitButton danger isPending={isPending} isWaiting={waitSeconds > 0}>
        {t('deletion.submit')}
      </SubmitButton>
    </form>
  );
}
