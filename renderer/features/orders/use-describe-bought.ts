import type { Locale } from '../../../shared/errors.ts';
import { MEMBERSHIP_NAMES } from '../../../shared/contracts/membership.ts';
import type { OrderView } from '../../../shared/contracts/orders.ts';
import { formatCredits } from '../../components/format.ts';
import { useOrdersTexts } from './use-orders-texts.ts';

/** Gives the words for what an order buys: `1,300 credits, 300 of them a bonus`. */
export function useDescribeBought(): (order: OrderView) => string {
  const { t, locale } = useOrdersTexts();
  return (order) => {
    if (order.kind === 'membership') {
      const name = MEMBERSHIP_NAMES[order.membershipType][locale];
      return t('bought.membership', { name, days: order.durationDays });
    }
    const values = creditValues(order.totalAmount, order.bonus, locale);
    return t(order.bonus > 0 ? 'bought.rechargeBonus' : 'bought.recharge', values);
  };
}

function creditValues(credits: number, bonus: number, locale: Locale) {
  return { credits: formatCredits(credits, locale), bonus: formatCredits(bonus, locale) };
}
