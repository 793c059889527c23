import type { ReactNode } from 'react';
import { readFailure } from '../app/api/read-failure.ts';
import { FailureNotice } from './failure-notice.tsx';
import { PageSkeleton } from './page-skeleton.tsx';

/** The part of a query that decides what is shown. */
interface ViewedQuery<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isError: boolean;
  readonly refetch: () => unknown;
}

/**
 * Shows what a query read; until then a skeleton, and when it failed the reason with a retry. What was once read stays
 * shown while a later reading fails: the connection's state tells of that.
 */
export function QueryView<Data>({
  query,
  skeleton,
  failureTitle,
  children,
}: {
  readonly query: ViewedQuery<Data>;
  readonly skeleton?: ReactNode;
  readonly failureTitle?: string;
  readonly children: (data: NonNullable<Data>) => ReactNode;
}) {
  if (query.data !== undefined && query.data !== null) return children(query.data);
  if (query.isError) {
    return (
      <FailureNotice
        failure={readFailure(query.error)}
        onRetry={() => void query.refetch()}
        title={failureTitle}
      />
    );
  }
  return skeleton ?? <PageSkeleton />;
}
