import type { OrderView } from '../../shared/contracts/orders.ts';
import { listOperatorActions } from '../operators/list-operator-actions.ts';
import { describeOrder } from '../orders/describe-order.ts';
import { pageOrders } from '../orders/page-orders.ts';
import { AppError } from '../platform/app-error.ts';
import { getUser } from './get-user.ts';
import { CommandFailure, UsageError, defineCommand, runCommand } from './run-command.ts';

const NEWEST = 100;

/** Whoever sees a payment's code can pay with it, which is not what an operator's screen is for. */
function withoutPaymentCode({ payment: _payment, ...order }: OrderView): Omit<OrderView, 'payment'> {
  return order;
}

/** Prints an order, or a user’s orders. */
export const ordersShow = defineCommand({
  name: 'orders:show',
  help: `
Usage: npm run orders:show -- ORDER_NO
       npm run orders:show -- --user NAME|ID

Prints an order with its payments, refunds, disputes and what operators did; or a user's newest hundred orders.

Exit codes: 0 done, 1 no such order or user, or failed, 2 wrong arguments or settings.`,
  options: { user: { type: 'string' } },
  maxPositionals: 1,
  run: async ({ config, db }, { values, positionals }) => {
    const [orderNo] = positionals;
    // Works in every payment mode, also in one whose gateways cannot be built here.
    const deps = { db, gateways: { mode: config.paymentMode } };
    if (values.user !== undefined && orderNo === undefined) {
      const user = await getUser(deps, values.user);
      const page = await pageOrders(deps, { userId: user.id, sessionId: null }, { skip: 0, limit: NEWEST });
      return { userId: user.id, total: page.total, orders: page.items.map(withoutPaymentCode) };
    }
    if (values.user !== undefined || orderNo === undefined)
      throw new UsageError('Name either an order or --user NAME|ID.');
    try {
      const description = await describeOrder(deps, orderNo);
      return {
        ...description,
        order: withoutPaymentCode(description.order),
        operatorActions: await listOperatorActions(deps, { orderNo }),
      };
    } catch (error) {
      if (error instanceof AppError && error.reason === 'NOT_FOUND')
        throw new CommandFailure(`There is no order "${orderNo}".`, { cause: error });
      throw error;
    }
  },
});

if (import.meta.main) process.exitCode = await runCommand(ordersShow);
