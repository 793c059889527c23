import { Button } from 'antd';
import type { GenerationView } from '../../../shared/contracts/generation.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatCredits } from '../../components/format.ts';
import { useCancelWork } from './use-cancel-work.ts';
import { useGenerationTexts } from './use-generation-texts.ts';
import { foreseeCancel } from './work-state.ts';
import styles from './work-progress.module.css';

/** How an unfinished work goes on, and the way to stop it with what that does to the credits. */
export function WorkProgress({ work }: { readonly work: GenerationView }) {
  const { t } = useGenerationTexts();
  const { cancel, isPending, failure } = useCancelWork(work.id);
  const isWriting = work.kind === 'TEXT' && work.outputs.length > 0;
  return (
    <div className={styles['progress']}>
      <div>
        <p>{describeProgress(work, t)}</p>
        <p className="soft">{useCancelSentence(work)}</p>
      </div>
      <Button loading={isPending} onClick={cancel}>
        {isPending ? t('cancel.pending') : t(isWriting ? 'cancel.stop' : 'cancel.action')}
      </Button>
      {failure && <FailureNotice failure={failure} title={t('cancel.failed')} onRetry={cancel} />}
    </div>
  );
}

function describeProgress(work: GenerationView, t: ReturnType<typeof useGenerationTexts>['t']): string {
  const { status, kind, count, outputs } = work;
  if (status === 'QUEUED') return t('progress.queued');
  if (kind === 'TEXT' && outputs.length > 0) return t('progress.writing');
  if (count > 1) return t('progress.delivered', { done: outputs.length, count });
  return t('progress.running');
}

function useCancelSentence(work: GenerationView): string {
  const { t, locale } = useGenerationTexts();
  const effect = foreseeCancel(work);
  switch (effect.type) {
    case 'all':
      return t('cancel.all', { credits: formatCredits(effect.credits, locale) });
    case 'some':
      return t('cancel.some', {
        done: effect.done,
        kept: formatCredits(effect.kept, locale),
        credits: formatCredits(effect.credits, locale),
      });
    case 'none':
      return t('cancel.none');
    case 'free':
      return t('cancel.free');
  }
}
