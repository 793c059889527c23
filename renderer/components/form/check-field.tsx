import { useId, type ReactNode } from 'react';
import styles from './form.module.css';

/** Something to agree to: a box with its sentence. It is `on` in the form when ticked, and absent when not. */
export function CheckField({
  name,
  problem,
  children,
}: {
  readonly name: string;
  readonly problem?: string | undefined;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <div className={styles['field']}>
      <div className={styles['check']}>
        <input
          type="checkbox"
          id={id}
          name={name}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-note`}
        />
        <label htmlFor={id}>{children}</label>
      </div>
      <div id={`${id}-note`} className={styles['problem']} aria-live="polite">
        {problem}
      </div>
    </div>
  );
}
