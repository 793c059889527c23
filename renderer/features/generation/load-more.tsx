import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useCommonTexts } from '../../locales/use-common-texts.ts';

/** How far below the window to begin reading on. */
const AHEAD = '600px';

/** Reads on when it comes near the window, or when it is pressed. */
export function LoadMore({
  isLoading,
  onLoad,
}: {
  readonly isLoading: boolean;
  readonly onLoad: () => void;
}) {
  const { t } = useCommonTexts();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = place;
    if (current === null || isLoading) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) onLoad();
      },
      { rootMargin: AHEAD },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [isLoading, onLoad]);
  return (
    <div ref={place}>
      <Button onClick={onLoad} loading={isLoading}>
        {t('action.loadMore')}
      </Button>
    </div>
  );
}
