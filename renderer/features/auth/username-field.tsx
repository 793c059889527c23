import { useState } from 'react';
import { usernameSchema } from '../../../shared/contracts/auth.ts';
import type { Problem } from '../../components/form/read-problems.ts';
import { TextField } from '../../components/form/text-field.tsx';
import { useAuthTexts } from './use-auth-texts.ts';
import { useProblemText } from './use-problem-text.ts';

/** A name to be taken: its rule before, and how it will be written where that differs from what is typed. */
export function UsernameField({
  problem,
  onType,
}: {
  readonly problem: Problem | undefined;
  readonly onType: (username: string) => void;
}) {
  const { t } = useAuthTexts();
  const describe = useProblemText();
  const [folded, setFolded] = useState<string | null>(null);
  return (
    <TextField
      name="username"
      label={t('field.username')}
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={128}
      required
      problem={describe('username', t('field.username'), problem)}
      hint={folded === null ? t('field.usernameHint') : t('field.usernameFolded', { username: folded })}
      onInput={({ currentTarget }) => {
        const typed = currentTarget.value.trim();
        const parsed = usernameSchema.safeParse(typed);
        setFolded(parsed.success && parsed.data !== typed ? parsed.data : null);
        onType(typed);
      }}
    />
  );
}
