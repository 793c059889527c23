import type { ReactNode } from 'react';
import { PageHeading } from '../../components/page-heading.tsx';
import styles from './auth.module.css';
import { ProductPoints, ProductPromise } from './product-promise.tsx';

/** A form for somebody who is not here yet, beside what they would come for. */
export function AuthLayout({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles['split']}>
      <ProductPromise />
      <div className={styles['panel']}>
        <PageHeading title={title} />
        {children}
      </div>
      <ProductPoints />
    </div>
  );
}
