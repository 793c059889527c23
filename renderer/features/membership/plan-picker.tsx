import { MEMBERSHIP_NAMES, type MembershipPriceView } from '../../../shared/contracts/membership.ts';
import { formatFen } from '../../../shared/money.ts';
import { ChoiceCards } from '../../components/choice-cards.tsx';
import styles from './plan-picker.module.css';
import { DAYS_PER_MONTH, priceForDays, savingOf } from './plan-value.ts';
import { useMembershipTexts } from './use-membership-texts.ts';

/** The plans on sale, one to be chosen. */
export function PlanPicker({
  plans,
  value,
  onChange,
}: {
  readonly plans: readonly MembershipPriceView[];
  readonly value: number;
  readonly onChange: (priceId: number) => void;
}) {
  const { t, locale } = useMembershipTexts();
  const nameOf = (plan: MembershipPriceView): string => {
    const saving = savingOf(plan);
    return t(saving === null ? 'plan.nameFull' : 'plan.name', {
      name: MEMBERSHIP_NAMES[plan.membershipType][locale],
      days: plan.durationDays,
      price: formatFen(plan.priceFen),
      list: formatFen(plan.originalPriceFen),
      saving: formatFen(saving?.fen ?? 0),
    });
  };
  return (
    <div className={styles['plans']}>
      <ChoiceCards
        label={t('plans')}
        value={value}
        onChange={onChange}
        choices={plans.map((plan) => ({
          value: plan.id,
          name: nameOf(plan),
          content: <PlanCard plan={plan} />,
        }))}
      />
    </div>
  );
}

function PlanCard({ plan }: { readonly plan: MembershipPriceView }) {
  const { t, locale } = useMembershipTexts();
  const saving = savingOf(plan);
  const perMonth = priceForDays(plan, DAYS_PER_MONTH);
  const perDay = priceForDays(plan, 1);
  return (
    <span className={styles['content']}>
      <strong className={styles['name']}>{MEMBERSHIP_NAMES[plan.membershipType][locale]}</strong>
      <span className={styles['soft']}>{t('plan.days', { days: plan.durationDays })}</span>
      <span className={styles['price']}>{formatFen(plan.priceFen)}</span>
      {saving !== null && (
        <span className={styles['saving']}>
          <span className="visually-hidden">{t('plan.list')}</span>
          <s>{formatFen(plan.originalPriceFen)}</s>
          <span>{t('plan.saving', { saving: formatFen(saving.fen), percent: saving.percent })}</span>
        </span>
      )}
      <span className={styles['rates']}>
        <span>
          {t(perMonth.exact ? 'plan.perMonthExact' : 'plan.perMonth', { price: formatFen(perMonth.fen) })}
        </span>
        <span>{t(perDay.exact ? 'plan.perDayExact' : 'plan.perDay', { price: formatFen(perDay.fen) })}</span>
      </span>
    </span>
  );
}
