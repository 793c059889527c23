import { useCallback } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';

/** Which work is shown over the works: part of the page's address, so that links and the way back work. */
export interface WorkAddress {
  readonly id: string | null;
  /** The address of a work, for a link. */
  readonly pathOf: (id: string) => string;
  /** Goes on to another one without adding to the way back. */
  readonly step: (id: string) => void;
  /** Shows the works alone again: by going back where the work was opened from them, else by leaving it out. */
  readonly close: () => void;
}

/** Put into the history's entry by links that open a work from the works. */
export const OPENED_HERE = { openedHere: true } as const;

/** {@link WorkAddress} of the current page. */
export function useWorkAddress(): WorkAddress {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const location = useLocation();
  const state: unknown = location.state;
  const wasOpenedHere = typeof state === 'object' && state !== null && 'openedHere' in state;

  const pathOf = useCallback(
    (id: string | null): string => {
      const next = new URLSearchParams(params);
      if (id === null) next.delete('id');
      else next.set('id', id);
      const search = next.toString();
      return `${location.pathname}${search === '' ? '' : `?${search}`}`;
    },
    [params, location.pathname],
  );
  return {
    id: params.get('id')?.toLowerCase() ?? null,
    pathOf,
    step: (id) => void navigate(pathOf(id), { replace: true, state }),
    close: () => void (wasOpenedHere ? navigate(-1) : navigate(pathOf(null), { replace: true })),
  };
}
