import { useEffect, useState } from 'react';

/** Gives the focus back to whatever had it when the caller appeared, once the caller is gone. */
export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // After the dialog's own cleaning up, which would take it away again.
      setTimeout(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      });
    },
    [before],
  );
}
