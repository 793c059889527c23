import type { ReactNode } from 'react';

/** Where there is nothing yet: says so, and what to do about it. */
export function EmptyState({
  title,
  hint,
  action,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly action?: ReactNode;
}) {
  return (
    <div className="empty-state">
      <svg width="72" height="72" viewBox="0 0 72 72" fill="none" aria-hidden="true">
        <rect x="10" y="16" width="40" height="44" rx="8" fill="currentColor" opacity=".12" />
        <rect
          x="22"
          y="10"
          width="40"
          height="44"
          rx="8"
          stroke="currentColor"
          strokeWidth="2.5"
          opacity=".55"
        />
        <path d="M32 42l8-9 6 6 4-4 6 7" stroke="currentColor" strokeWidth="2.5" strokeLinejoin="round" />
        <circle cx="34" cy="23" r="3" fill="currentColor" />
      </svg>
      <strong>{title}</strong>
      {hint !== undefined && <p>{hint}</p>}
      {action}
    </div>
  );
}
