import { Button } from 'antd';
import { useState } from 'react';
import { useUser } from '../../app/session/session.ts';
import { formatDate } from '../../components/format.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { AccountSection } from './account-section.tsx';
import styles from './account.module.css';
import { useAccountTexts } from './use-account-texts.ts';

/** Who one is here. */
export function ProfileSection() {
  const { t, locale } = useAccountTexts();
  const { t: common } = useCommonTexts();
  const user = useUser();
  const [isCopied, setCopied] = useState(false);
  const copyId = () => {
    navigator.clipboard.writeText(user.id).then(
      () => setCopied(true),
      // It can still be selected.
      () => setCopied(false),
    );
  };
  return (
    <AccountSection
      name="profile"
      title={t('profile.title')}
      {...(user.isLocal && { hint: t('profile.local') })}
    >
      <dl className={styles['facts']}>
        <dt>{t('profile.username')}</dt>
        <dd>{user.username}</dd>
        <dt>{t('profile.email')}</dt>
        <dd>{user.email ?? <span className="soft">{t('profile.noEmail')}</span>}</dd>
        <dt>{t('profile.since')}</dt>
        <dd>{formatDate(user.createdAt, locale)}</dd>
        <dt>{t('profile.id')}</dt>
        <dd>
          <code className={styles['id']}>{user.id}</code>
          <Button type="text" size="small" aria-label={t('profile.copyId')} onClick={copyId}>
            {common(isCopied ? 'action.copied' : 'action.copy')}
          </Button>
          <span className="visually-hidden" role="status">
            {isCopied && common('action.copied')}
          </span>
        </dd>
      </dl>
    </AccountSection>
  );
}
