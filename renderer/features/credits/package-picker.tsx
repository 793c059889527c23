import type { CreditPriceView } from '../../../shared/contracts/credits.ts';
import type { Locale } from '../../../shared/errors.ts';
import { formatFen } from '../../../shared/money.ts';
import { ChoiceCards } from '../../components/choice-cards.tsx';
import { formatCredits } from '../../components/format.ts';
import { useCreditsPerOutput } from '../generation/generation-cost.ts';
import styles from './package-picker.module.css';
import { creditsPerYuan, findBestValue } from './package-value.ts';
import { useRechargeTexts } from './use-recharge-texts.ts';

/** The packages on sale, one to be chosen. */
export function PackagePicker({
  packages,
  value,
  onChange,
}: {
  readonly packages: readonly CreditPriceView[];
  readonly value: number | null;
  readonly onChange: (priceId: number) => void;
}) {
  const { t, locale } = useRechargeTexts();
  const best = findBestValue(packages);
  return (
    <div className={styles['packages']}>
      <ChoiceCards
        label={t('packages')}
        value={value}
        onChange={onChange}
        choices={packages.map((one) => ({
          value: one.id,
          name: t(one.bonus > 0 ? 'package.nameBonus' : 'package.name', wordsOf(one, locale)),
          content: <PackageCard package={one} isBest={one.id === best?.id} />,
        }))}
      />
    </div>
  );
}

function PackageCard({
  package: one,
  isBest,
}: {
  readonly package: CreditPriceView;
  readonly isBest: boolean;
}) {
  const { t, locale } = useRechargeTexts();
  const cost = useCreditsPerOutput();
  const words = wordsOf(one, locale);
  return (
    <span className={styles['content']}>
      <span className={styles['credits']}>
        <strong>{words.total}</strong> {t('package.credits')}
      </span>
      <span className={one.bonus > 0 ? styles['bonus'] : styles['plain']}>
        {t(one.bonus > 0 ? 'package.bonus' : 'package.noBonus', words)}
      </span>
      <span className={styles['price']}>{words.price}</span>
      <span className={styles['rate']}>
        {t('package.rate', words)}
        {isBest && <span className={styles['best']}>{t('package.best')}</span>}
      </span>
      <span className={styles['plain']}>
        {t('package.generations', { count: Math.floor(one.totalAmount / cost) })}
      </span>
    </span>
  );
}

function wordsOf(one: CreditPriceView, locale: Locale) {
  return {
    total: formatCredits(one.totalAmount, locale),
    bonus: formatCredits(one.bonus, locale),
    price: formatFen(one.priceFen),
    rate: String(creditsPerYuan(one)),
  };
}
