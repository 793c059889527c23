import type { GenerationView } from '../../../shared/contracts/generation.ts';
import { ProgressRing } from './progress-ring.tsx';
import { useGenerationTexts } from './use-generation-texts.ts';
import { isUnfinished } from './work-state.ts';
import styles from './outputs.module.css';

/** A text of a work, as far as it is written. */
export function TextOutput({ work }: { readonly work: GenerationView }) {
  const { t } = useGenerationTexts();
  const text = work.outputs[0]?.text ?? '';
  const isWriting = isUnfinished(work);
  if (text === '') {
    if (!isWriting) return work.status === 'SUCCEEDED' ? <p className="soft">{t('output.empty')}</p> : null;
    return (
      <div className={styles['writing']}>
        <ProgressRing progress={work.status === 'QUEUED' ? null : work.progress} />
      </div>
    );
  }
  return (
    <div className={styles['text']}>
      <p data-writing={isWriting}>{text}</p>
      {work.truncated && <small>{t('output.truncated')}</small>}
    </div>
  );
}
