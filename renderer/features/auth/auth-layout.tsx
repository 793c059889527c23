import type { ReactNode } from 'react';
import { useDocumentTitle } from '../../components/page.tsx';
import styles from './auth.module.css';
import { ProductPoints, ProductPromise } from './product-promise.tsx';

/** A form for somebody who is not here yet, beside what they would come for. */
export function AuthLayout({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  useDocumentTitle(title);
  return (
    <div className={styles['split']}>
      <ProductPromise />
      <div className={styles['panel']}>
        <h1>{title}</h1>
        {children}
      </div>
      <ProductPoints />
    </div>
  );
}
