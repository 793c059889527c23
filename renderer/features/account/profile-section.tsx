import { Typography } from 'antd';
import { useUser } from '../../app/session/session.ts';
import { formatDate } from '../../components/format.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { AccountSection } from './account-section.tsx';
import styles from './account.module.css';
import { useAccountTexts } from './use-account-texts.ts';

/** What the service knows of the user. */
export function ProfileSection() {
  const { t, locale } = useAccountTexts();
  const { t: common } = useCommonTexts();
  const user = useUser();
  return (
    <AccountSection
      name="profile"
      title={t('profile.title')}
      {...(user.isLocal ? { hint: t('profile.local') } : {})}
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
          <Typography.Text
            className={styles['id'] ?? ''}
            copyable={{ tooltips: [t('profile.copyId'), common('action.copied')] }}
          >
            {user.id}
          </Typography.Text>
        </dd>
      </dl>
    </AccountSection>
  );
}
