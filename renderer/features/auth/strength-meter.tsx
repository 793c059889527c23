import styles from './auth.module.css';
import type { PasswordStrength } from './judge-password.ts';

const LEVELS: Readonly<Record<PasswordStrength, number>> = {
  empty: 0,
  short: 0,
  guessable: 0,
  fair: 1,
  good: 2,
  strong: 3,
};

/** Three strokes that fill; the words beside it say the same. */
export function StrengthMeter({ strength }: { readonly strength: PasswordStrength }) {
  if (strength === 'empty') return null;
  return (
    <span className={styles['meter']} data-level={LEVELS[strength]} aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}
