import { useEffect, useState } from 'react';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { useConnection } from '../live/live-provider.tsx';
import { useOnline } from './offline-banner.tsx';

/** A break shorter than this is not worth a word. */
const PATIENCE_MS = 1_500;
/** The first connection comes after everything else of the page; on a slow line that is no break. */
const FIRST_PATIENCE_MS = 10_000;
const GOOD_NEWS_MS = 4_000;

/** Says when the network or the server is away, and when it is back. */
export function ConnectionBanner() {
  const { t } = useCommonTexts();
  const online = useOnline();
  const isOpen = useConnection() === 'open';
  const [wasOpen, setWasOpen] = useState(isOpen);
  const isAway = useDelayed(!isOpen, wasOpen ? PATIENCE_MS : FIRST_PATIENCE_MS);
  const [wasAway, setWasAway] = useState(false);
  const trouble = !online ? 'offline' : isAway ? 'reconnecting' : null;

  if (isOpen && !wasOpen) setWasOpen(true);
  if (trouble !== null && !wasAway) setWasAway(true);
  useEffect(() => {
    if (trouble !== null || !wasAway || !isOpen) return;
    const timer = setTimeout(() => setWasAway(false), GOOD_NEWS_MS);
    return () => clearTimeout(timer);
  }, [trouble, wasAway, isOpen]);

  const text = trouble ?? (wasAway && isOpen ? 'restored' : null);
  return (
    <div role="status" className="banner-place">
      {text !== null && (
        <p className={text === 'restored' ? 'banner good' : 'banner'}>{t(`connection.${text}`)}</p>
      )}
    </div>
  );
}

/** True once `condition` has been true for `delayMs`; false at once when it is not. */
function useDelayed(condition: boolean, delayMs: number): boolean {
  const [passed, setPassed] = useState(false);
  if (!condition && passed) setPassed(false);
  useEffect(() => {
    if (!condition) return;
    const timer = setTimeout(() => setPassed(true), delayMs);
    return () => clearTimeout(timer);
  }, [condition, delayMs]);
  return condition && passed;
}
