import { lazy, Suspense, useEffect, useRef } from 'react';
import { trpc } from '../../app/api/trpc.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { prefersStill } from '../../components/prefers-still.ts';
import { Composer } from './composer.tsx';
import { draftFrom } from './draft.ts';
import { RecentWorks } from './recent-works.tsx';
import { SubmitFailure } from './submit-failure.tsx';
import { useCreateMemory } from './use-create-memory.ts';
import { useCurrentWork } from './use-current-work.ts';
import { useGenerationTexts } from './use-generation-texts.ts';
import { useLateArrival, useStartGeneration } from './use-start-generation.ts';
import { useStatusAnnouncement } from './use-status-announcement.ts';
import { useWorks } from './use-works.ts';
import { WorkStage } from './work-stage.tsx';
import styles from './create-page.module.css';

// Only for those who run out of credits, which most never do here.
const RechargeDialog = lazy(async () => ({
  default: (await import('../credits/recharge-dialog.tsx')).RechargeDialog,
}));

/** Where works are made: the prompt, what becomes of it, and what was made before. */
export function CreatePage() {
  const { t } = useGenerationTexts();
  const { memory, store } = useCreateMemory();
  const { data: overview } = trpc.statistics.overview.useQuery();
  const { works } = useWorks();
  const starting = useStartGeneration(store, overview);
  useLateArrival(store, works, starting);
  const work = useCurrentWork(memory.workId, works, () => store.update({ workId: null }));
  const news = useStatusAnnouncement(work);
  const { draft, replaced } = memory;
  const { shortage, failure } = starting;
  const stage = useStageInView(memory.workId, failure !== null);

  return (
    <Page title={t('create.title')} description={t('create.description')}>
      <div className={styles['studio']}>
        <div className={styles['side']}>
          <Composer
            draft={draft}
            canRestore={replaced !== null}
            overview={overview}
            isSending={starting.isSending}
            onChange={(change) => store.update({ draft: { ...draft, ...change } })}
            onReplace={store.replaceDraft}
            onRestore={() => store.update({ draft: replaced ?? draft, replaced: null })}
            onStart={starting.start}
          />
        </div>
        <section ref={stage} className={styles['stage']} aria-label={t('stage.label')}>
          {failure && (
            <SubmitFailure failure={failure} onRetry={starting.retry} onDismiss={starting.dismiss} />
          )}
          {work ? (
            <WorkStage
              work={work}
              isSending={starting.isSending}
              onStart={starting.start}
              onReuse={(reused) => store.replaceDraft(draftFrom(reused, draft))}
            />
          ) : (
            <div className={styles['empty']}>
              <EmptyState title={t('stage.emptyTitle')} hint={t('stage.emptyHint')} />
            </div>
          )}
        </section>
      </div>
      <p className="visually-hidden" role="status">
        {news !== null && t(`announce.${news}`)}
      </p>
      {works && <RecentWorks works={works} />}
      {shortage && (
        <Suspense fallback={null}>
          <RechargeDialog
            open
            required={shortage.required}
            available={shortage.available}
            onClose={starting.dismiss}
            onCredited={starting.resume}
          />
        </Suspense>
      )}
    </Page>
  );
}

/** Brings the stage into view when another work begins on it, or none could: on a phone it lies below the composer. */
function useStageInView(workId: string | null, hasFailed: boolean) {
  const stage = useRef<HTMLElement>(null);
  const shown = useRef(workId);
  useEffect(() => {
    if (!hasFailed && (workId === null || shown.current === workId)) return;
    shown.current = workId;
    const { top = 0 } = stage.current?.getBoundingClientRect() ?? {};
    if (top <= window.innerHeight / 2 && top >= 0) return;
    stage.current?.scrollIntoView({ behavior: prefersStill() ? 'auto' : 'smooth' });
  }, [workId, hasFailed]);
  return stage;
}
