import type { ReactNode } from 'react';

/** Where there is nothing yet: says so, and what to do about it. */
export function EmptyState({
  title,
  hint,
  action,
}: {
  /** A sentence, or the heading of a page that has nothing else. */
  readonly title: ReactNode;
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
      {typeof title === 'string' ? <strong>{title}</strong> : title}
      {hint !== undefined && <p>{hint}</p>}
      {action}
    </div>
  );
}
