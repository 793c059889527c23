import { useSearchParams } from 'react-router';

/** The package or plan that is chosen, kept in the page's address: whoever reads the terms and comes back finds it. */
export interface ChoiceInAddress {
  /** Null until something has been chosen. */
  readonly chosenId: number | null;
  readonly choose: (priceId: number) => void;
}

/** {@link ChoiceInAddress} of the current page. */
export function useChoiceInAddress(): ChoiceInAddress {
  const [params, setParams] = useSearchParams();
  const text = params.get('price') ?? '';
  return {
    chosenId: /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null,
    choose: (priceId) =>
      setParams(
        (current) => {
          current.set('price', String(priceId));
          return current;
        },
        // Looking at one after the other is no way that anybody wants to go back.
        { replace: true, preventScrollReset: true },
      ),
  };
}
