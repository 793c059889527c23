import { useId, type ReactNode } from 'react';
import styles from './choice-group.module.css';

/** One of what can be chosen. */
export interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: ReactNode;
}

/** A row of choices, one of which holds: radio buttons, so that arrow keys work as everywhere. */
export function ChoiceGroup<Value extends string | number>({
  label,
  choices,
  value,
  onChange,
  isLabelShown = true,
}: {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** False where it is clear from what is around it; it is always read out. */
  readonly isLabelShown?: boolean;
}) {
  const name = useId();
  return (
    <fieldset className={styles['group']}>
      <legend className={isLabelShown ? undefined : 'visually-hidden'}>{label}</legend>
      <div className={styles['choices']}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles['choice']}>
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            {choice.icon}
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
