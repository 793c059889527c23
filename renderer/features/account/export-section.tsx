import { Button } from 'antd';
import { AccountSection } from './account-section.tsx';
import styles from './account.module.css';
import { useAccountTexts } from './use-account-texts.ts';

/** Everything that is the user's, to take away. */
export function ExportSection() {
  const { t, locale } = useAccountTexts();
  return (
    <AccountSection name="export" title={t('export.title')} hint={t('export.hint')}>
      <div className={styles['actions']}>
        <Button href="/files/exports/account.json" download>
          {t('export.everything')}
        </Button>
        <Button href={`/files/exports/transactions.csv?locale=${locale}`} download>
          {t('export.history')}
        </Button>
      </div>
    </AccountSection>
  );
}
