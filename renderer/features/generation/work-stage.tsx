import { Button } from 'antd';
import { Link } from 'react-router';
import type { GenerationView } from '../../../shared/contracts/generation.ts';
import type { StartRequest } from './draft.ts';
import { repeatRequest } from './draft.ts';
import { galleryPath } from './gallery-path.ts';
import { OutputActions } from './output-actions.tsx';
import { ReceiptNote } from './receipt-note.tsx';
import { StatusLine } from './status-line.tsx';
import { useCostText } from './use-cost-text.ts';
import { useGenerationTexts } from './use-generation-texts.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { AgainIcon } from './work-icons.tsx';
import { WorkEnding } from './work-ending.tsx';
import { WorkOutputs } from './work-outputs.tsx';
import { WorkProgress } from './work-progress.tsx';
import { isUnfinished } from './work-state.ts';
import styles from './work-stage.module.css';

/** One work in the middle of attention: being made, made or failed, with what it cost and what can be done next. */
export function WorkStage({
  work,
  isSending,
  onStart,
  onReuse,
}: {
  readonly work: GenerationView;
  readonly isSending: boolean;
  readonly onStart: (request: StartRequest) => void;
  readonly onReuse: (work: GenerationView) => void;
}) {
  const { t } = useGenerationTexts();
  const region = useKeptFocus<HTMLElement>();
  const cost = useCostText(work.count);
  const unfinished = isUnfinished(work);
  const [only] = work.outputs;
  const again = (): void => onStart({ ...repeatRequest(work), seed: null });
  const retry = (): void => onStart(repeatRequest(work));
  const hasFailed = work.status === 'FAILED' || (work.status === 'CANCELLED' && only === undefined);

  return (
    <article ref={region} tabIndex={-1} className={`card ${styles['stage'] ?? ''}`}>
      <header className={styles['head']}>
        <StatusLine work={work} />
        <ReceiptNote work={work} />
      </header>
      <WorkOutputs work={work} />
      <WorkEnding work={work} />
      <div className={styles['about']}>
        <p className={styles['prompt']} title={work.prompt}>
          {work.prompt}
        </p>
        {!unfinished && (
          <Link className={styles['details']} to={galleryPath(work.id)}>
            {t('action.details')}
          </Link>
        )}
      </div>
      {unfinished ? (
        <WorkProgress work={work} />
      ) : (
        <div className={styles['actions']}>
          {only !== undefined && work.count === 1 && <OutputActions work={work} output={only} />}
          {hasFailed ? (
            <Button
              type="primary"
              icon={<AgainIcon />}
              disabled={isSending}
              title={t('action.retryHint', { cost })}
              onClick={retry}
            >
              {t('action.retry')} · {cost}
            </Button>
          ) : (
            <Button
              icon={<AgainIcon />}
              disabled={isSending}
              title={t('action.againHint', { cost })}
              onClick={again}
            >
              {t('action.again')} · {cost}
            </Button>
          )}
          <Button type="text" onClick={() => onReuse(work)}>
            {t('action.reuse')}
          </Button>
        </div>
      )}
    </article>
  );
}
