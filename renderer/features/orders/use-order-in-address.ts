import { useSearchParams } from 'react-router';

/** The order that is being paid, kept in the page's address: reloading stays there, and back leads back. */
export interface OrderInAddress {
  readonly orderNo: string | null;
  readonly open: (orderNo: string) => void;
  readonly leave: () => void;
}

/** {@link OrderInAddress} of the current page. */
export function useOrderInAddress(): OrderInAddress {
  const [params, setParams] = useSearchParams();
  return {
    orderNo: params.get('order'),
    open: (orderNo) =>
      setParams((current) => {
        current.set('order', orderNo);
        return current;
      }),
    leave: () =>
      setParams(
        (current) => {
          current.delete('order');
          return current;
        },
        // Back must not lead to a payment that was just left.
        { replace: true },
      ),
  };
}
