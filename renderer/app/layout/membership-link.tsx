import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { formatDate } from '../../components/format.ts';
import { MemberIcon } from '../../components/icons.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { trpc } from '../api/trpc.ts';

/** The member's badge with its end, or the way to become one. */
export function MembershipLink() {
  const { t, locale } = useCommonTexts();
  const { data } = trpc.statistics.overview.useQuery();
  const end = data?.memberExpiredAt ?? null;
  if (data?.isMember !== true || end === null) {
    return (
      <Link
        to={APP_PATHS.membership}
        // Not known yet: its room is kept, so that nothing beside it moves.
        className={data === undefined ? 'membership-link is-unknown' : 'membership-link'}
        aria-label={t('header.becomeMember')}
      >
        <MemberIcon size={18} />
        <span className="wide-only">{t('header.becomeMember')}</span>
        <span className="narrow-only">{t('header.becomeMemberShort')}</span>
      </Link>
    );
  }
  const date = formatDate(end, locale);
  const label = t('header.membershipHint', { date });
  return (
    <Link to={APP_PATHS.membership} className="membership-link is-member" aria-label={label} title={label}>
      <MemberIcon size={18} />
      <span className="wide-only">{t('header.memberUntil', { date })}</span>
      <span className="narrow-only">{date}</span>
    </Link>
  );
}
