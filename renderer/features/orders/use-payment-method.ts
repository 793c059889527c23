import { useState } from 'react';
import type { PaymentMethod } from '../../../shared/contracts/orders.ts';
import { trpc } from '../../app/api/trpc.ts';

/** The last choice in this window: whoever reads the terms before ordering comes back to it. */
let lastChosen: PaymentMethod | null = null;

/** How an order will be paid: as chosen, else by the first method there is; null while there is none. */
export function usePaymentMethod(): {
  readonly method: PaymentMethod | null;
  readonly choose: (method: PaymentMethod) => void;
} {
  const { data: methods } = trpc.orders.methods.useQuery();
  const [chosen, setChosen] = useState(lastChosen);
  const offered = methods?.find(({ method }) => method === chosen) ?? methods?.[0];
  return {
    method: offered?.method ?? null,
    choose: (method) => {
      lastChosen = method;
      setChosen(method);
    },
  };
}
