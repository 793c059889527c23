import { Button, Popconfirm } from 'antd';
import { QueryView } from '../../components/query-view.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { AccountSection } from './account-section.tsx';
import styles from './account.module.css';
import { SessionRow } from './session-row.tsx';
import { useAccountTexts } from './use-account-texts.ts';
import { useSessions } from './use-sessions.ts';

/** Where one is signed in, and signing out of there. */
export function SessionsSection() {
  const { t } = useAccountTexts();
  const { t: common } = useCommonTexts();
  const { query, isPending, revoke } = useSessions();
  return (
    <AccountSection name="sessions" title={t('sessions.title')} hint={t('sessions.hint')}>
      <QueryView
        query={query}
        failureTitle={t('sessions.failed')}
        skeleton={<div className={`skeleton ${styles['sessionsSkeleton'] ?? ''}`} role="status" />}
      >
        {(sessions) => {
          const current = sessions.filter(({ isCurrent }) => isCurrent);
          const others = sessions.filter(({ isCurrent }) => !isCurrent);
          return (
            <>
              <ul className={styles['sessions']} aria-label={t('sessions.list')}>
                {[...current, ...others].map((session) => (
                  <SessionRow
                    key={session.id}
                    session={session}
                    isPending={isPending}
                    onRevoke={() => revoke([session])}
                  />
                ))}
              </ul>
              {others.length === 0 && <p className="soft">{t('sessions.onlyHere')}</p>}
              {others.length > 1 && (
                <div className={styles['actions']}>
                  <Popconfirm
                    title={t('sessions.revokeOthersAsk', { count: others.length })}
                    okText={t('sessions.revoke')}
                    cancelText={common('action.cancel')}
                    onConfirm={() => revoke(others)}
                  >
                    <Button disabled={isPending}>{t('sessions.revokeOthers')}</Button>
                  </Popconfirm>
                </div>
              )}
            </>
          );
        }}
      </QueryView>
    </AccountSection>
  );
}
