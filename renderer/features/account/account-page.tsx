import { useUser } from '../../app/session/session.ts';
import { Page } from '../../components/page.tsx';
import { ACCOUNT_SECTIONS } from './account-section.tsx';
import styles from './account.module.css';
import { DeletionSection } from './deletion-section.tsx';
import { ExportSection } from './export-section.tsx';
import { FirstPasswordSection } from './first-password-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { PreferencesSection } from './preferences-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { RecoveryCodesSection } from './recovery-codes-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { useAccountTexts } from './use-account-texts.ts';
import { useFirstPassword } from './use-first-password.ts';

/** Who one is here, how the account is kept safe, how the app looks, and the way out with everything. */
export function AccountPage() {
  const { t } = useAccountTexts();
  const { hasPassword } = useUser();
  const firstPassword = useFirstPassword();
  // A password that has just been set comes with codes that are still to be read.
  const isFirst = !hasPassword || firstPassword.codes !== null;
  const sections = ACCOUNT_SECTIONS.filter((name) => name !== 'codes' || !isFirst);
  return (
    <Page title={t('title')} description={t('description')} narrow>
      <nav aria-label={t('contents')} className={styles['contents']}>
        {sections.map((name) => (
          <a key={name} href={`#${name}`}>
            {t(`${name}.title`)}
          </a>
        ))}
      </nav>
      <ProfileSection />
      {isFirst ? <FirstPasswordSection {...firstPassword} /> : <PasswordSection />}
      {!isFirst && <RecoveryCodesSection />}
      <SessionsSection />
      <PreferencesSection />
      <ExportSection />
      <DeletionSection />
    </Page>
  );
}
