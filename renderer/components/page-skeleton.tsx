import { useCommonTexts } from '../locales/use-common-texts.ts';

/** Stands where a page will be, without moving anything when it comes. Drawn with CSS alone: it is seen first. */
export function PageSkeleton() {
  const { t } = useCommonTexts();
  return (
    <div className="page-skeleton" role="status" aria-label={t('action.loading')}>
      <div className="skeleton skeleton-title" />
      <div className="skeleton skeleton-block" />
      <div className="skeleton skeleton-line" />
      <div className="skeleton skeleton-line short" />
    </div>
  );
}
