import { useId, type InputHTMLAttributes, type ReactNode } from 'react';
import styles from './form.module.css';

type InputAttributes = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'name' | 'value'>;

/** What every field of a form has. */
export interface FieldProps extends InputAttributes {
  /** As in the contract. */
  readonly name: string;
  readonly label: ReactNode;
  /** Said before anything is typed; a problem takes its place, so that nothing moves. */
  readonly hint?: ReactNode;
  /** What is wrong with it, in words. */
  readonly problem?: string | undefined;
  /** Stands in the field, at its end. */
  readonly suffix?: ReactNode;
}

/** One line of text with its label, its rules and what is wrong with it. The browser keeps what is typed. */
export function TextField({ name, label, hint, problem, suffix, ...input }: FieldProps) {
  const id = useId();
  const isInvalid = problem !== undefined;
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      <div className={styles['control']}>
        <input
          type="text"
          {...input}
          id={id}
          name={name}
          className={styles['input']}
          aria-invalid={isInvalid}
          aria-describedby={`${id}-note`}
        />
        {suffix}
      </div>
      <div id={`${id}-note`} className={isInvalid ? styles['problem'] : styles['hint']} aria-live="polite">
        {problem ?? hint}
      </div>
    </div>
  );
}
