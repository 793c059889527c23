import { Button } from 'antd';
import { lazy, Suspense } from 'react';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { readFailure } from '../../app/api/read-failure.ts';
import { LoadMore } from './load-more.tsx';
import { useGenerationTexts } from './use-generation-texts.ts';
import { useWorkAddress } from './use-work-address.ts';
import { useWorks } from './use-works.ts';
import { useWorksFilter } from './use-works-filter.ts';
import { WorksFilterBar } from './works-filter-bar.tsx';
import { WorksGrid } from './works-grid.tsx';
import styles from './gallery-page.module.css';

const WorkDialog = lazy(async () => ({ default: (await import('./work-dialog.tsx')).WorkDialog }));

/** Everything one has made, newest first, and each of it at a closer look. */
export function GalleryPage() {
  const { t } = useGenerationTexts();
  const { filter, change } = useWorksFilter();
  const { query, works, loadMore } = useWorks(filter);
  const address = useWorkAddress();
  const isFiltered = filter.kind !== undefined || filter.status !== undefined;
  const isEmpty = works?.length === 0 && !query.hasNextPage;

  return (
    <Page
      title={t('gallery.title')}
      description={t('gallery.description')}
      actions={
        <LinkButton type="primary" to={APP_PATHS.create}>
          {t('gallery.create')}
        </LinkButton>
      }
    >
      {!(isEmpty && !isFiltered) && <WorksFilterBar filter={filter} onChange={change} />}
      <QueryView
        query={{ ...query, data: works }}
        failureTitle={t('gallery.failed')}
        skeleton={<GallerySkeleton />}
      >
        {(shown) =>
          isEmpty ? (
            <NoWorks isFiltered={isFiltered} onClear={() => change({})} />
          ) : (
            <>
              <WorksGrid works={shown} pathOf={address.pathOf} />
              <div className={styles['end']}>
                {query.isFetchNextPageError ? (
                  <FailureNotice
                    failure={readFailure(query.error)}
                    title={t('gallery.loadFailed')}
                    onRetry={loadMore}
                  />
                ) : query.hasNextPage ? (
                  <LoadMore isLoading={query.isFetchingNextPage} onLoad={loadMore} />
                ) : (
                  shown.length > 12 && <p className="soft">{t('gallery.end')}</p>
                )}
              </div>
            </>
          )
        }
      </QueryView>
      {address.id !== null && (
        <Suspense fallback={null}>
          <WorkDialog id={address.id} works={works ?? []} address={address} onNearEnd={loadMore} />
        </Suspense>
      )}
    </Page>
  );
}

function NoWorks({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  const { t } = useGenerationTexts();
  return isFiltered ? (
    <EmptyState
      title={t('gallery.noMatchTitle')}
      hint={t('gallery.noMatchHint')}
      action={<Button onClick={onClear}>{t('gallery.clear')}</Button>}
    />
  ) : (
    <EmptyState
      title={t('gallery.emptyTitle')}
      hint={t('gallery.emptyHint')}
      action={
        <LinkButton type="primary" to={APP_PATHS.create}>
          {t('gallery.create')}
        </LinkButton>
      }
    />
  );
}

const SKELETON_RATIOS = [1, 1.6, 0.625, 1, 1, 1.6, 1, 0.625];

function GallerySkeleton() {
  return (
    <div className={styles['skeleton']} aria-hidden="true">
      {SKELETON_RATIOS.map((ratio, index) => (
        <div key={index} className="skeleton" style={{ flexGrow: ratio, flexBasis: 200 * ratio }} />
      ))}
    </div>
  );
}
