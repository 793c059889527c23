import type { PlaceOrderInput } from '../../shared/contracts/orders.ts';
import { findCreditPrice } from '../credits/find-credit-price.ts';
import type { Actor } from '../platform/app-deps.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { placeOrder, type OrderReceipt } from './place-order.ts';

/** Orders a credit package, copying its numbers; keys, limits and refusals are those of {@link placeOrder}. */
export async function placeRechargeOrder(
  deps: OrdersDeps,
  actor: Actor,
  input: PlaceOrderInput,
): Promise<OrderReceipt> {
  return placeOrder(deps, actor, 'recharge', input, async () => {
    const price = await findCreditPrice(deps.db.reader, input.priceId);
    return (
      price && {
        priceId: price.id,
        priceFen: price.priceFen,
        amount: price.amount,
        bonus: price.bonus,
        membershipType: null,
        durationDays: null,
      }
    );
  });
}
