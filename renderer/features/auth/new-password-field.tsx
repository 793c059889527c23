import { useState } from 'react';
import type { Problem } from '../../components/form/read-problems.ts';
import { judgePassword } from './judge-password.ts';
import { PasswordField } from './password-field.tsx';
import { StrengthMeter } from './strength-meter.tsx';
import { useAuthTexts } from './use-auth-texts.ts';
import { useProblemText } from './use-problem-text.ts';

/** A password to be set: its rule before, how strong it is while typing. Only the judgement is kept, not the password. */
export function NewPasswordField({
  name,
  label,
  problem,
  username = '',
}: {
  readonly name: string;
  readonly label: string;
  readonly problem: Problem | undefined;
  /** Whose password it is: containing the name makes it weak. */
  readonly username?: string;
}) {
  const { t } = useAuthTexts();
  const describe = useProblemText();
  const [strength, setStrength] = useState(judgePassword(''));
  return (
    <PasswordField
      name={name}
      label={label}
      autoComplete="new-password"
      problem={describe('newPassword', label, problem)}
      onInput={({ currentTarget }) => setStrength(judgePassword(currentTarget.value, username))}
      hint={
        <>
          <StrengthMeter strength={strength} />
          {t(`strength.${strength}`)}
        </>
      }
    />
  );
}
