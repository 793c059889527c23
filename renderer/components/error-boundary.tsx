import { Button } from 'antd';
import { Component, useEffect, useState, type ReactNode } from 'react';
import { useCommonTexts } from '../locales/use-common-texts.ts';
import { isOnline } from '../platform/network.ts';

/** Keeps a mistake in one page from taking the whole app with it; also when a part of the app cannot be loaded. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  /** Called by React when something inside throws. */
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { t } = useCommonTexts();
  // Without a connection it is most likely a page that has not been loaded yet, and could not be loaded anew either.
  const [isWaiting] = useState(() => !isOnline());
  useEffect(() => {
    if (!isWaiting) return;
    const reload = (): void => location.reload();
    window.addEventListener('online', reload);
    return () => window.removeEventListener('online', reload);
  }, [isWaiting]);
  if (isWaiting) {
    return (
      <div className="empty-state" role="alert">
        <strong>{t('failure.notLoaded')}</strong>
        <p>{t('failure.notLoadedHint')}</p>
      </div>
    );
  }
  return (
    <div className="empty-state" role="alert">
      <strong>{t('failure.crashed')}</strong>
      <p>{t('failure.crashedHint')}</p>
      <Button type="primary" onClick={() => location.reload()}>
        {t('failure.reload')}
      </Button>
    </div>
  );
}
