import type { GenerationView } from '../../../shared/contracts/generation.ts';
import { useGenerationTexts } from './use-generation-texts.ts';
import styles from './status-line.module.css';

/** The state of a work: a word and a dot of its colour. */
export function StatusLine({ work }: { readonly work: Pick<GenerationView, 'status'> }) {
  const { t } = useGenerationTexts();
  return (
    <span className={styles['status']} data-status={work.status} data-testid="work-status">
      {t(`status.${work.status}`)}
    </span>
  );
}
