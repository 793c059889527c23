import type { ReactNode } from 'react';
import styles from './transaction-details.module.css';

/** A fact with its name; without a value it is not told. */
export type Fact = readonly [name: string, value: ReactNode];

/** Facts one under the other. */
export function TransactionFacts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles['facts']}>
      {facts
        .filter(([, value]) => value !== null && value !== undefined)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
