import type { ReactNode } from 'react';

/** A drawing of lines on a field of 24 by 24, `size` pixels wide; it says nothing to a screen reader. */
export function LineIcon({
  children,
  size = 20,
}: {
  readonly children: ReactNode;
  readonly size?: number | undefined;
}) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}
