import { MEMBERSHIP_NAMES, type MembershipPriceView } from '../../../shared/contracts/membership.ts';
import { formatFen } from '../../../shared/money.ts';
import { trpc } from '../../app/api/trpc.ts';
import { formatCredits } from '../../components/format.ts';
import { useCreditsPerOutput } from '../generation/generation-cost.ts';
import { AdvisorCounting } from './advisor-counting.tsx';
import { adviseMembership, type MembershipVerdict } from './advise-membership.ts';
import styles from './membership-advisor.module.css';
import { DAYS_PER_MONTH, priceForDays } from './plan-value.ts';
import { useMembershipTexts } from './use-membership-texts.ts';
import { useRecentCreations } from './use-recent-creations.ts';

const VERDICT_TEXTS = {
  pays: 'advisor.pays',
  'pays-at-base': 'advisor.paysAtBase',
  'does-not-pay': 'advisor.doesNotPay',
  unknown: 'advisor.unknown',
} as const satisfies Record<MembershipVerdict, string>;

/** Says honestly from when on a plan is cheaper than credits, and whether it would have been for this creator. */
export function MembershipAdvisor({ plan }: { readonly plan: MembershipPriceView }) {
  const { t, locale } = useMembershipTexts();
  const { data: packages } = trpc.credits.prices.useQuery();
  const recent = useRecentCreations();
  const cost = useCreditsPerOutput();
  const made = recent.data?.total ?? 0;
  const advice = adviseMembership(plan, packages ?? [], cost, made);
  if (advice === null) return null;

  const { base, best } = advice;
  const perMonth = priceForDays(plan, DAYS_PER_MONTH);
  const approximate = (fen: number, isExact: boolean): string =>
    t(isExact ? 'advisor.exact' : 'advisor.about', { price: formatFen(fen) });
  const name = MEMBERSHIP_NAMES[plan.membershipType][locale];
  return (
    <section className={`card ${styles['advisor'] ?? ''}`} aria-labelledby="membership-advisor">
      <h3 id="membership-advisor">{t('advisor.title')}</h3>
      <p>
        {t('advisor.breakEven', {
          plan: name,
          perMonth: approximate(perMonth.fen, perMonth.exact),
          cost,
          price: approximate(base.creationFen, base.isExact),
          times: base.breakEven,
        })}
      </p>
      {best !== null && (
        <p>
          {t('advisor.breakEvenBest', {
            credits: formatCredits(best.package.totalAmount, locale),
            price: approximate(best.creationFen, best.isExact),
            times: best.breakEven,
          })}
        </p>
      )}
      <div role="status" className={styles['verdict']} data-verdict={advice.verdict}>
        {recent.data === null ? (
          recent.isError ? (
            <p>{t('advisor.failed')}</p>
          ) : (
            <div className="skeleton skeleton-line" />
          )
        ) : (
          <>
            <p>
              <strong>{t(madeText(made, recent.data.isAtLeast), { times: made })}</strong>
            </p>
            <p>{t(VERDICT_TEXTS[advice.verdict], { plan: name, amount: formatFen(advice.differenceFen) })}</p>
          </>
        )}
      </div>
      {recent.data !== null && <AdvisorCounting recent={recent.data} />}
    </section>
  );
}

function madeText(made: number, isAtLeast: boolean) {
  if (made === 0) return 'advisor.madeNone';
  return isAtLeast ? 'advisor.madeAtLeast' : 'advisor.made';
}
