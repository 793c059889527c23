import type { ReactNode } from 'react';
import styles from './account.module.css';

/** The parts of the account page, in their order; also their addresses on it. */
export const ACCOUNT_SECTIONS = [
  'profile',
  'password',
  'codes',
  'sessions',
  'preferences',
  'export',
  'deletion',
] as const;
export type AccountSectionName = (typeof ACCOUNT_SECTIONS)[number];

/** One part of the account page: a heading, what it is for, and what can be done. */
export function AccountSection({
  name,
  title,
  hint,
  danger = false,
  children,
}: {
  readonly name: AccountSectionName;
  readonly title: string;
  readonly hint?: string;
  readonly danger?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section
      id={name}
      aria-labelledby={`${name}-title`}
      className={`card ${styles['section'] ?? ''} ${danger ? (styles['danger'] ?? '') : ''}`}
    >
      <div>
        <h2 id={`${name}-title`}>{title}</h2>
        {hint !== undefined && <p className="soft">{hint}</p>}
      </div>
      {children}
    </section>
  );
}
