import type { ReactNode } from 'react';
import type { MembershipStatisticsView } from '../../../shared/contracts/statistics.ts';
import { trpc } from '../../app/api/trpc.ts';
import { formatCredits, formatDate, formatDateTime } from '../../components/format.ts';
import { MemberIcon } from '../../components/icons.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { findMemberSince } from './find-member-since.ts';
import styles from './membership-state.module.css';
import { useMembershipTexts } from './use-membership-texts.ts';

/** Orders looked through for the begin of a membership. */
const ORDERS_LOOKED_AT = 100;

/** Whether one is a member, from when to when, and what it has saved. */
export function MembershipState() {
  const { t } = useMembershipTexts();
  const query = trpc.statistics.membership.useQuery();
  return (
    <section className={`card ${styles['state'] ?? ''}`} aria-label={t('state.label')}>
      <QueryView
        query={query}
        failureTitle={t('state.failed')}
        skeleton={<div className={`skeleton ${styles['skeleton'] ?? ''}`} role="status" />}
      >
        {(statistics) => (
          <>
            <Headline statistics={statistics} />
            <Facts statistics={statistics} />
          </>
        )}
      </QueryView>
    </section>
  );
}

interface PartProps {
  readonly statistics: MembershipStatisticsView;
}

function Headline({ statistics: { isMember, totalOrders } }: PartProps) {
  const { t } = useMembershipTexts();
  const state = isMember ? 'member' : totalOrders > 0 ? 'ended' : 'none';
  return (
    <div className={styles['headline']}>
      <span className={styles['badge']} data-member={isMember}>
        <MemberIcon size={28} />
      </span>
      <div>
        <h2>{t(`state.${state}`)}</h2>
        {state !== 'member' && <p className="soft">{t(`state.${state}Hint`)}</p>}
      </div>
    </div>
  );
}

function Facts({ statistics }: PartProps) {
  const { t, locale } = useMembershipTexts();
  const { memberExpiredAt, remainingDays, memberGenerations, creditsSaved } = statistics;
  const since = useMemberSince(memberExpiredAt);
  const facts: [string, ReactNode][] = [];
  if (since !== null) facts.push([t('state.since'), formatDate(since, locale)]);
  if (memberExpiredAt !== null) {
    facts.push([t('state.until'), formatDateTime(memberExpiredAt, locale)]);
    facts.push([t('state.remaining'), t('state.days', { count: remainingDays })]);
  }
  if (memberGenerations > 0) {
    facts.push([t('state.covered'), t('state.works', { count: memberGenerations })]);
    facts.push([
      t('state.saved'),
      <span key="saved" className={styles['credits']}>
        {t('state.savedCredits', { credits: formatCredits(creditsSaved, locale) })}
      </span>,
    ]);
  }
  if (facts.length === 0) return null;
  return (
    <dl className={styles['facts']}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function useMemberSince(endsAt: Date | null): Date | null {
  const { data } = trpc.orders.page.useQuery(
    { kind: 'membership', status: 'PAID', limit: ORDERS_LOOKED_AT },
    { enabled: endsAt !== null },
  );
  return data === undefined || endsAt === null ? null : findMemberSince(data.items, endsAt);
}
