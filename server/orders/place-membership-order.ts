import type { PlaceOrderInput } from '../../shared/contracts/orders.ts';
import { findMembershipPrice } from '../membership/find-membership-price.ts';
import type { Actor } from '../platform/app-deps.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { placeOrder, type OrderReceipt } from './place-order.ts';

/** Orders a membership plan, copying its numbers; keys, limits and refusals are those of {@link placeOrder}. */
export async function placeMembershipOrder(
  deps: OrdersDeps,
  actor: Actor,
  input: PlaceOrderInput,
): Promise<OrderReceipt> {
  return placeOrder(deps, actor, 'membership', input, async () => {
    const plan = await findMembershipPrice(deps.db.reader, input.priceId);
    return (
      plan && {
        priceId: plan.id,
        priceFen: plan.priceFen,
        amount: null,
        bonus: null,
        membershipType: plan.membershipType,
        durationDays: plan.durationDays,
      }
    );
  });
}
