import { Alert } from 'antd';
import { GENERATION_FAILURE_MESSAGES, type GenerationView } from '../../../shared/contracts/generation.ts';
import { useGenerationTexts } from './use-generation-texts.ts';
import { FailedIcon, StoppedIcon } from './work-icons.tsx';
import styles from './outputs.module.css';

/** Why an ended work is less than was asked for; nothing for one that is complete, or has no outputs at all. */
export function WorkEnding({ work }: { readonly work: GenerationView }) {
  const { locale } = useGenerationTexts();
  if (work.error === null || work.outputs.length === 0) return null;
  return <Alert type="warning" showIcon title={GENERATION_FAILURE_MESSAGES[work.error.reason][locale]} />;
}

/** Stands in the place of a work that has ended with nothing, and says why. */
export function NothingMade({ work }: { readonly work: GenerationView }) {
  const { t, locale } = useGenerationTexts();
  return (
    <div className={styles['nothing']} data-failed={work.error !== null}>
      {work.error === null ? <StoppedIcon size={34} /> : <FailedIcon size={34} />}
      <p>{work.error === null ? t('cancel.done') : GENERATION_FAILURE_MESSAGES[work.error.reason][locale]}</p>
    </div>
  );
}
