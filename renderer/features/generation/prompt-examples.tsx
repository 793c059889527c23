import type { GenerationKind } from '../../../shared/contracts/generation.ts';
import { useGenerationTexts } from './use-generation-texts.ts';
import styles from './composer.module.css';

const EXAMPLES = {
  IMAGE: ['mountain', 'sea', 'bloom', 'city'],
  TEXT: ['letter', 'store', 'slogan', 'story'],
} as const;

/** Whether a prompt is one of the examples, unchanged: such a one needs no keeping. */
export function useIsExample(): (prompt: string) => boolean {
  const { t } = useGenerationTexts();
  const names = [...EXAMPLES.IMAGE, ...EXAMPLES.TEXT];
  return (prompt) => names.some((name) => t(`examples.${name}.prompt`) === prompt.trim());
}

/** A few prompts to begin with, and the way back to what one of them took the place of. */
export function PromptExamples({
  kind,
  canRestore,
  onPick,
  onRestore,
}: {
  readonly kind: GenerationKind;
  readonly canRestore: boolean;
  readonly onPick: (prompt: string) => void;
  readonly onRestore: () => void;
}) {
  const { t } = useGenerationTexts();
  return (
    <div className={styles['examples']} role="group" aria-label={t('composer.examples')}>
      {canRestore && (
        <button
          type="button"
          className={`${styles['chip'] ?? ''} ${styles['restore'] ?? ''}`}
          onClick={onRestore}
        >
          {t('composer.restore')}
        </button>
      )}
      {EXAMPLES[kind].map((name) => (
        <button
          key={name}
          type="button"
          className={styles['chip']}
          onClick={() => onPick(t(`examples.${name}.prompt`))}
        >
          {t(`examples.${name}.label`)}
        </button>
      ))}
    </div>
  );
}
