import { useState } from 'react';
import type { OrderKind, OrderView, PaymentMethod } from '../../../shared/contracts/orders.ts';
import { TERMS_VERSION } from '../../../shared/terms-version.ts';
import { readFailure, type Failure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { createIntentKeys } from './create-intent-keys.ts';

/** What is to be bought, and how it will be paid. */
export interface OrderChoice {
  readonly priceId: number;
  readonly paymentMethod: PaymentMethod;
}

/** Placing an order. */
export interface OrderPlacing {
  readonly place: (choice: OrderChoice) => void;
  readonly isPlacing: boolean;
  readonly failure: Failure | null;
}

/**
 * Places orders of one kind under the terms shown now. Pressing again after a failure repeats the same request, so that
 * a lost answer never makes two orders.
 */
export function usePlaceOrder(kind: OrderKind, onPlaced: (order: OrderView) => void): OrderPlacing {
  const utils = trpc.useUtils();
  const [keys] = useState(createIntentKeys);
  const recharge = trpc.orders.placeRecharge.useMutation();
  const membership = trpc.orders.placeMembership.useMutation();
  const mutation = kind === 'recharge' ? recharge : membership;

  const place = ({ priceId, paymentMethod }: OrderChoice): void => {
    if (mutation.isPending) return;
    const idempotencyKey = keys.keyOf(`${kind} ${priceId} ${paymentMethod} ${TERMS_VERSION}`);
    mutation.mutate(
      { priceId, paymentMethod, idempotencyKey, termsVersion: TERMS_VERSION },
      {
        onSuccess: ({ order }) => {
          keys.done();
          utils.orders.get.setData({ orderNo: order.orderNo }, order);
          void utils.orders.page.invalidate();
          onPlaced(order);
        },
      },
    );
  };
  return {
    place,
    isPlacing: mutation.isPending,
    failure: mutation.error === null ? null : readFailure(mutation.error),
  };
}
