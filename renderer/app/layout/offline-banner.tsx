import { useSyncExternalStore } from 'react';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { isOnline } from '../../platform/network.ts';

/** Whether the server may be reachable, as far as the browser knows. */
export function useOnline(): boolean {
  return useSyncExternalStore((onChange) => {
    window.addEventListener('online', onChange);
    window.addEventListener('offline', onChange);
    return () => {
      window.removeEventListener('online', onChange);
      window.removeEventListener('offline', onChange);
    };
  }, isOnline);
}

/** Says that there is no network, while there is none. */
export function OfflineBanner() {
  const { t } = useCommonTexts();
  const online = useOnline();
  return (
    <div role="status" className="banner-place">
      {!online && <p className="banner">{t('connection.offline')}</p>}
    </div>
  );
}
