import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { GenerationView } from '../../../shared/contracts/generation.ts';
import { readFailure } from '../../app/api/read-failure.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { useGenerationTexts } from './use-generation-texts.ts';
import { useReturnFocus } from '../../components/use-return-focus.ts';
import { useWork } from './use-work.ts';
import type { WorkAddress } from './use-work-address.ts';
import { WorkDetail } from './work-detail.tsx';
import { StepIcon } from './work-icons.tsx';
import styles from './work-dialog.module.css';

/** One work over the works it is among; arrow keys go on to its neighbours, Escape and the way back close it. */
export function WorkDialog({
  id,
  works,
  address,
  onNearEnd,
}: {
  readonly id: string;
  /** Its neighbours, as they are listed. */
  readonly works: readonly GenerationView[];
  readonly address: WorkAddress;
  /** Called when the last of `works` is shown: there may be more to read. */
  readonly onNearEnd: () => void;
}) {
  const { t } = useGenerationTexts();
  useReturnFocus();
  const query = useWork(id);
  const [isViewing, setIsViewing] = useState(false);
  const place = works.findIndex((work) => work.id === id);
  const previous = place > 0 ? works[place - 1]?.id : undefined;
  const next = place >= 0 ? works[place + 1]?.id : undefined;
  const isMissing = query.isError && readFailure(query.error).reason === 'NOT_FOUND';
  const isLast = place >= 0 && place === works.length - 1;
  useEffect(() => {
    if (isLast) onNearEnd();
  }, [isLast, onNearEnd]);
  useArrowKeys(!isViewing, previous, next, address.step);

  return (
    <Modal
      open
      centered
      width={1120}
      footer={null}
      title={
        <span className={styles['title']}>
          {t('detail.title')}
          <Step to="previous" id={previous} onStep={address.step} />
          <Step to="next" id={next} onStep={address.step} />
        </span>
      }
      classNames={{ container: styles['container'] ?? '' }}
      onCancel={address.close}
    >
      {isMissing ? (
        <EmptyState
          title={t('detail.missingTitle')}
          hint={t('detail.missingHint')}
          action={<Button onClick={address.close}>{t('detail.toGallery')}</Button>}
        />
      ) : (
        <QueryView query={query} failureTitle={t('detail.failed')}>
          {(work) => (
            <WorkDetail key={work.id} work={work} onViewing={setIsViewing} onDeleted={address.close} />
          )}
        </QueryView>
      )}
    </Modal>
  );
}

function Step({
  to,
  id,
  onStep,
}: {
  readonly to: 'previous' | 'next';
  readonly id: string | undefined;
  readonly onStep: (id: string) => void;
}) {
  const { t } = useGenerationTexts();
  return (
    <Button
      type="text"
      shape="circle"
      icon={<StepIcon to={to} />}
      disabled={id === undefined}
      aria-label={t(`detail.${to}`)}
      onClick={() => {
        if (id !== undefined) onStep(id);
      }}
    />
  );
}

function useArrowKeys(
  isActive: boolean,
  previous: string | undefined,
  next: string | undefined,
  onStep: (id: string) => void,
): void {
  useEffect(() => {
    if (!isActive) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const id = event.key === 'ArrowLeft' ? previous : event.key === 'ArrowRight' ? next : undefined;
      if (id !== undefined) onStep(id);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [isActive, previous, next, onStep]);
}
