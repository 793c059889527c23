import type { ReactNode } from 'react';
import { BrandIcon } from '../../components/icons.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';

/** What surrounds a page as long as it is not known whose it is: the same room, and nothing to press yet. */
export function BareLayout({ children }: { readonly children: ReactNode }) {
  const { t } = useCommonTexts();
  return (
    <>
      <header className="app-header">
        <div className="app-header-row">
          <span className="brand">
            <BrandIcon />
            <span className="brand-name">{t('productName')}</span>
          </span>
        </div>
      </header>
      <main id="content" className="content">
        {children}
      </main>
    </>
  );
}
