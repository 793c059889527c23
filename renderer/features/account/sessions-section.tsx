import { App, Button } from 'antd';
import type { SessionView } from '../../../shared/contracts/auth.ts';
import { failureMessage, readFailure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { formatAgo, formatDateTime } from '../../components/format.ts';
import { QueryView } from '../../components/query-view.tsx';
import { AccountSection } from './account-section.tsx';
import styles from './account.module.css';
import { readDevice } from './read-device.ts';
import { useAccountTexts } from './use-account-texts.ts';

/** Where one is signed in, and signing out of there. */
export function SessionsSection() {
  const { t, locale } = useAccountTexts();
  const { message } = App.useApp();
  const query = trpc.auth.sessions.useQuery(undefined, { staleTime: 0 });
  const revoke = trpc.auth.revokeSession.useMutation();

  const signOut = async (sessions: readonly SessionView[]): Promise<void> => {
    try {
      await Promise.all(sessions.map(({ id }) => revoke.mutateAsync({ sessionId: id })));
      message.success(t('sessions.revoked'));
    } catch (error) {
      message.error(failureMessage(readFailure(error), locale));
    }
    await query.refetch();
  };

  return (
    <AccountSection name="sessions" title={t('sessions.title')} hint={t('sessions.hint')}>
      <QueryView
        query={query}
        failureTitle={t('sessions.failed')}
        skeleton={<div className={`skeleton ${styles['sessionsSkeleton'] ?? ''}`} role="status" />}
      >
        {(sessions) => {
          const others = sessions.filter(({ isCurrent }) => !isCurrent);
          return (
            <>
              <ul className={styles['sessions']} aria-label={t('sessions.list')}>
                {sessions.map((session) => (
                  <Session
                    key={session.id}
                    session={session}
                    isPending={revoke.isPending}
                    onRevoke={() => void signOut([session])}
                  />
                ))}
              </ul>
              {others.length === 0 ? (
                <p className="soft">{t('sessions.onlyHere')}</p>
              ) : (
                <div className={styles['actions']}>
                  <Button disabled={revoke.isPending} onClick={() => void signOut(others)}>
                    {t('sessions.revokeOthers')}
                  </Button>
                </div>
              )}
            </>
          );
        }}
      </QueryView>
    </AccountSection>
  );
}

function Session({
  session,
  isPending,
  onRevoke,
}: {
  readonly session: SessionView;
  readonly isPending: boolean;
  readonly onRevoke: () => void;
}) {
  const { t, locale } = useAccountTexts();
  const { browser, system } = readDevice(session.userAgent);
  const device =
    browser !== null && system !== null
      ? t('sessions.on', { browser, system })
      : (browser ?? system ?? t('sessions.unknown'));
  return (
    <li>
      <div>
        <strong>{device}</strong>
        {session.isCurrent && <span className={styles['current']}>{t('sessions.current')}</span>}
        <p className="soft">
          {t('sessions.lastSeen', { time: formatAgo(session.lastSeenAt, locale) ?? t('sessions.now') })}
          {' · '}
          {t('sessions.signedIn', { time: formatDateTime(session.createdAt, locale) })}
        </p>
      </div>
      {!session.isCurrent && (
        <Button disabled={isPending} onClick={onRevoke} aria-label={t('sessions.revokeOf', { device })}>
          {t('sessions.revoke')}
        </Button>
      )}
    </li>
  );
}
