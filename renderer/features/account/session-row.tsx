import { Button } from 'antd';
import type { SessionView } from '../../../shared/contracts/auth.ts';
import { formatAgo, formatDate, formatDateTime } from '../../components/format.ts';
import styles from './account.module.css';
import { DeviceIcon } from './device-icon.tsx';
import { readDevice } from './read-device.ts';
import { useAccountTexts } from './use-account-texts.ts';

/** One place where the user is signed in. */
export function SessionRow({
  session: { userAgent, createdAt, lastSeenAt, isCurrent },
  isPending,
  onRevoke,
}: {
  readonly session: SessionView;
  readonly isPending: boolean;
  readonly onRevoke: () => void;
}) {
  const { t, locale } = useAccountTexts();
  const { browser, system } = readDevice(userAgent);
  const device =
    browser !== null && system !== null
      ? t('sessions.on', { browser, system })
      : (browser ?? system ?? t('sessions.unknown'));
  return (
    <li>
      <DeviceIcon system={system} />
      <div className={styles['device']}>
        <strong title={userAgent ?? undefined}>{device}</strong>
        {isCurrent && <span className={styles['current']}>{t('sessions.current')}</span>}
        <p className="soft">
          <time dateTime={lastSeenAt.toISOString()} title={formatDateTime(lastSeenAt, locale)}>
            {t('sessions.lastSeen', { time: formatAgo(lastSeenAt, locale) ?? t('sessions.now') })}
          </time>
          {' · '}
          {t('sessions.signedIn', { time: formatDate(createdAt, locale) })}
        </p>
      </div>
      {!isCurrent && (
        <Button disabled={isPending} onClick={onRevoke} aria-label={t('sessions.revokeOf', { device })}>
          {t('sessions.revoke')}
        </Button>
      )}
    </li>
  );
}
