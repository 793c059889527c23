import { useState } from 'react';
import type { OrderView, PaymentMethod } from '../../../shared/contracts/orders.ts';
import { readFailure, type Failure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { createIntentKeys } from './create-intent-keys.ts';

/** Something that can be done about an order, and how it went the last time. */
export interface OrderAction {
  readonly isPending: boolean;
  readonly failure: Failure | null;
}

/** Everything that can be done about an unpaid order. */
export interface PaymentActions {
  /** A new code, optionally by another method; `retry` repeats the last request as it was. */
  readonly pay: OrderAction & {
    readonly run: (method?: PaymentMethod) => void;
    readonly retry: () => void;
  };
  /** "I have paid": asks the gateway. `unpaidAt` is when it last found nothing. */
  readonly check: OrderAction & { readonly run: () => void; readonly unpaidAt: Date | null };
  /** The simulator's "payment received". */
  readonly simulate: OrderAction & { readonly run: () => void };
}

/** {@link PaymentActions} for one order; whatever comes of them is shown wherever the order is. */
export function usePaymentActions(order: OrderView): PaymentActions {
  const utils = trpc.useUtils();
  const { orderNo } = order;
  const [keys] = useState(createIntentKeys);
  const [unpaidAt, setUnpaidAt] = useState<Date | null>(null);
  const show = (next: OrderView): void => {
    utils.orders.get.setData({ orderNo }, next);
    void utils.orders.page.invalidate();
    if (next.paymentStatus !== order.paymentStatus) void refreshHoldings(utils);
  };
  const refresh = (): void => void utils.orders.get.invalidate({ orderNo });

  const pay = trpc.orders.pay.useMutation({
    onMutate: () => setUnpaidAt(null),
    onSuccess: ({ order: next }) => {
      keys.done();
      show(next);
    },
    // It may have been paid or closed elsewhere, which is then what is shown.
    onError: refresh,
  });
  const check = trpc.orders.check.useMutation({
    onMutate: () => setUnpaidAt(null),
    onSuccess: (next) => {
      setUnpaidAt(next.paymentStatus === 'PENDING' || next.paymentStatus === 'CLOSED' ? new Date() : null);
      show(next);
    },
  });
  const simulate = trpc.orders.simulate.useMutation({
    onSettled: () => {
      refresh();
      void refreshHoldings(utils);
    },
  });

  return {
    pay: {
      ...stateOf(pay),
      run: (method = order.paymentMethod) => {
        const idempotencyKey = keys.keyOf(`${orderNo} ${method}`);
        pay.mutate({ orderNo, paymentMethod: method, idempotencyKey });
      },
      retry: () => {
        if (pay.variables !== undefined) pay.mutate(pay.variables);
      },
    },
    check: { ...stateOf(check), unpaidAt, run: () => check.mutate({ orderNo }) },
    simulate: { ...stateOf(simulate), run: () => simulate.mutate({ orderType: order.kind, orderNo }) },
  };
}

/** Reads again what a payment changes, also where live updates are away. */
export async function refreshHoldings(utils: ReturnType<typeof trpc.useUtils>): Promise<void> {
  await Promise.all([
    utils.statistics.invalidate(),
    utils.membership.state.invalidate(),
    utils.membership.preview.invalidate(),
    utils.credits.page.invalidate(),
    utils.orders.page.invalidate(),
  ]);
}

function stateOf(mutation: { readonly isPending: boolean; readonly error: unknown }): OrderAction {
  return {
    isPending: mutation.isPending,
    failure: mutation.error === null ? null : readFailure(mutation.error),
  };
}
