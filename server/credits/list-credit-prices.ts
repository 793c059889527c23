import type { CreditPriceView } from '../../shared/contracts/credits.ts';
import type { AppDeps } from '../platform/app-deps.ts';
import { defineCreditPrice } from './credits.model.ts';
import { presentCreditPrice } from './credits.presenter.ts';

/** The packages on sale, in the order in which they are shown. */
export async function listCreditPrices(deps: Pick<AppDeps, 'db'>): Promise<CreditPriceView[]> {
  const prices = await deps.db.model(defineCreditPrice).findAll({
    where: { isActive: true },
    order: [
      ['sortOrder', 'ASC'],
      ['id', 'ASC'],
    ],
  });
  return prices.map(presentCreditPrice);
}
