import { useEffect, type ReactNode } from 'react';
import { useCommonTexts } from '../locales/use-common-texts.ts';

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
  useDocumentTitle(title);
  return (
    <div className={narrow ? 'page narrow' : 'page'}>
      <header className="page-header">
        <div>
          <h1>{title}</h1>
          {description !== undefined && <p className="page-description">{description}</p>}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** Names the window after what it shows. */
export function useDocumentTitle(title: string): void {
  const { t } = useCommonTexts();
  const product = t('productName');
  useEffect(() => {
    document.title = title === product ? product : `${title} · ${product}`;
  }, [title, product]);
}
