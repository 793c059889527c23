import type { ReactNode } from 'react';
import { PageHeading } from './page-heading.tsx';

/** A page under the header: its name as heading and in the window's title, what it is for, and what can be done. */
export function Page({
  title,
  description,
  actions,
  narrow = false,
  children,
}: {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** For forms and texts, which are hard to read when wide. */
  readonly narrow?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={narrow ? 'page narrow' : 'page'}>
      <header className="page-header">
        <div>
          <PageHeading title={title} />
          {description !== undefined && <p className="page-description">{description}</p>}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
