import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { trpc } from '../../app/api/trpc.ts';
import { formatCredits, formatDate } from '../../components/format.ts';
import { AccountSection } from './account-section.tsx';
import styles from './account.module.css';
import { useAccountTexts } from './use-account-texts.ts';

const DeletionDialog = lazy(async () => ({
  default: (await import('./deletion-dialog.tsx')).DeletionDialog,
}));

/** What deleting the account means, and the way to it. */
export function DeletionSection() {
  const { t, locale } = useAccountTexts();
  const { data: overview } = trpc.statistics.overview.useQuery();
  const [isOpen, setOpen] = useState(false);
  return (
    <AccountSection name="deletion" title={t('deletion.title')} hint={t('deletion.hint')} danger>
      <ul className={styles['consequences']}>
        <li>{t('deletion.erased')}</li>
        <li>{t('deletion.stays')}</li>
        {overview !== undefined && (
          <li>
            {overview.credits > 0
              ? t('deletion.credits', { credits: formatCredits(overview.credits, locale) })
              : t('deletion.noCredits')}
          </li>
        )}
        {overview?.isMember && overview.memberExpiredAt !== null && (
          <li>{t('deletion.membership', { date: formatDate(overview.memberExpiredAt, locale) })}</li>
        )}
      </ul>
      <div className={styles['actions']}>
        <Button danger disabled={overview === undefined} onClick={() => setOpen(true)}>
          {t('deletion.open')}
        </Button>
      </div>
      {isOpen && overview !== undefined && (
        <Suspense fallback={null}>
          <DeletionDialog overview={overview} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </AccountSection>
  );
}
