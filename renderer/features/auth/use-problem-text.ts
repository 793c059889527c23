import type { TextKey } from '../../app/i18n/define-texts.ts';
import type { Problem } from '../../components/form/read-problems.ts';
import type { zhCN } from './locales/zh-CN.ts';
import { useAuthTexts } from './use-auth-texts.ts';

/** What kind of thing a field asks for; it decides the words for what is wrong. */
export type FieldKind = 'plain' | 'username' | 'password' | 'newPassword' | 'email' | 'agreement';

type Sentence = TextKey<typeof zhCN>;

const SENTENCES: Readonly<Record<FieldKind, Partial<Readonly<Record<Problem, Sentence>>>>> = {
  plain: {},
  username: { tooShort: 'problem.username', invalid: 'problem.username', taken: 'problem.usernameTaken' },
  password: { wrong: 'problem.wrongPassword' },
  newPassword: { tooShort: 'problem.passwordShort' },
  email: { invalid: 'problem.email' },
  agreement: { required: 'problem.agreement' },
};

const SENTENCES_OF_ALL: Readonly<Record<Problem, Sentence>> = {
  required: 'problem.required',
  tooShort: 'problem.invalid',
  tooLong: 'problem.tooLong',
  invalid: 'problem.invalid',
  taken: 'problem.invalid',
  wrong: 'problem.invalid',
};

/** Says what is wrong with a field of a kind and a label; undefined when nothing is. */
export function useProblemText(): (
  kind: FieldKind,
  label: string,
  problem: Problem | undefined,
) => string | undefined {
  const { t } = useAuthTexts();
  return (kind, label, problem) =>
    problem && t(SENTENCES[kind][problem] ?? SENTENCES_OF_ALL[problem], { field: label });
}
