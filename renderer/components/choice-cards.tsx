import { useId, type ReactNode } from 'react';
import styles from './choice-cards.module.css';

/** One of the things to choose from. */
export interface Choice<Value> {
  readonly value: Value;
  /** What the card says in one breath, for those who do not see it. */
  readonly name: string;
  readonly content: ReactNode;
}

/**
 * One thing out of a few, each on a card: radio buttons of the browser's own, so that arrow keys, Tab and forms work as
 * everywhere. `compact` cards stand side by side even on a phone.
 */
export function ChoiceCards<Value extends string | number>({
  label,
  choices,
  value,
  onChange,
  compact = false,
  disabled = false,
}: {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly compact?: boolean;
  readonly disabled?: boolean;
}) {
  const group = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={`${styles['cards']} ${compact ? styles['compact'] : ''}`}
    >
      {choices.map((choice) => (
        <label key={choice.value} className={styles['card']}>
          <input
            type="radio"
            className={styles['input']}
            name={group}
            aria-label={choice.name}
            checked={choice.value === value}
            disabled={disabled}
            onChange={() => onChange(choice.value)}
          />
          {choice.content}
        </label>
      ))}
    </div>
  );
}
