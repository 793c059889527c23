import { Alert } from 'antd';
import { GENERATION_FAILURE_MESSAGES, type GenerationView } from '../../../shared/contracts/generation.ts';
import { useGenerationTexts } from './use-generation-texts.ts';

/** Why an ended work is not all that was asked for; nothing for one that is. */
export function WorkEnding({ work }: { readonly work: GenerationView }) {
  const { locale } = useGenerationTexts();
  if (work.error === null) return null;
  return (
    <Alert
      type={work.outputs.length === 0 ? 'error' : 'warning'}
      showIcon
      title={GENERATION_FAILURE_MESSAGES[work.error.reason][locale]}
    />
  );
}
