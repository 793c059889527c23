import { Alert } from 'antd';
import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import type { Failure } from '../../app/api/read-failure.ts';
import { formatCredits } from '../../components/format.ts';
import { FormFailure } from '../auth/form-failure.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import styles from './account.module.css';
import { useAccountTexts } from './use-account-texts.ts';

/** Why the account was not deleted, and what to do first. */
export function DeletionFailure({
  failure,
  waitSeconds,
}: {
  readonly failure: Failure | null;
  readonly waitSeconds: number;
}) {
  const { t, locale } = useAccountTexts();
  const { t: common } = useCommonTexts();
  if (failure?.reason === 'ACCOUNT_BUSY') {
    return (
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={t('deletion.busy')}
        description={
          <span className={styles['ways']}>
            <Link to={APP_PATHS.orders}>{common('nav.orders')}</Link>
            <Link to={APP_PATHS.gallery}>{common('nav.gallery')}</Link>
          </span>
        }
      />
    );
  }
  const remaining = failure?.reason === 'CREDITS_REMAIN' ? failure.details?.['credits'] : undefined;
  if (typeof remaining === 'number') {
    const credits = formatCredits(remaining, locale);
    return <Alert type="warning" showIcon role="alert" title={t('deletion.creditsChanged', { credits })} />;
  }
  return <FormFailure failure={failure} waitSeconds={waitSeconds} />;
}
