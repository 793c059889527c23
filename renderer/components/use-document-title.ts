import { useEffect } from 'react';
import { useCommonTexts } from '../locales/use-common-texts.ts';

/** Names the window after what it shows. */
export function useDocumentTitle(title: string): void {
  const { t } = useCommonTexts();
  const product = t('productName');
  useEffect(() => {
    document.title = title === product ? product : `${title} · ${product}`;
  }, [title, product]);
}
