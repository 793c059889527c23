import type { Problem } from '../../components/form/read-problems.ts';
import { PasswordField } from '../auth/password-field.tsx';
import { useAuthTexts } from '../auth/use-auth-texts.ts';
import { useProblemText } from '../auth/use-problem-text.ts';

/** Asks for the password that is in use, before something that only its owner may do. */
export function CurrentPasswordField({
  name,
  problem,
}: {
  readonly name: string;
  /** What is wrong with it, as the form says. */
  readonly problem: Problem | undefined;
}) {
  const { t } = useAuthTexts();
  const describe = useProblemText();
  const label = t('field.currentPassword');
  return (
    <PasswordField
      name={name}
      label={label}
      autoComplete="current-password"
      required
      problem={describe('password', label, problem)}
    />
  );
}
