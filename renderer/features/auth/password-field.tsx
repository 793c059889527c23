import { useState } from 'react';
import { TextField, type FieldProps } from '../../components/form/text-field.tsx';
import { LineIcon } from '../../components/line-icon.tsx';
import styles from './auth.module.css';
import { useAuthTexts } from './use-auth-texts.ts';

/** A password that can be looked at while it is typed. Say in `autoComplete` whether it is the current or a new one. */
export function PasswordField(
  props: Omit<FieldProps, 'type' | 'suffix'> & { readonly autoComplete: 'current-password' | 'new-password' },
) {
  const { t } = useAuthTexts();
  const [isShown, setShown] = useState(false);
  const label = t(isShown ? 'field.hidePassword' : 'field.showPassword');
  return (
    <TextField
      maxLength={256}
      autoCapitalize="none"
      spellCheck={false}
      {...props}
      type={isShown ? 'text' : 'password'}
      suffix={
        <button
          type="button"
          className={styles['reveal']}
          aria-label={label}
          title={label}
          onClick={() => setShown(!isShown)}
        >
          <EyeIcon isOpen={isShown} />
        </button>
      }
    />
  );
}

function EyeIcon({ isOpen }: { readonly isOpen: boolean }) {
  return (
    <LineIcon>
      <path d="M2.8 12C5 7.8 8.2 5.8 12 5.8s7 2 9.2 6.2c-2.2 4.2-5.4 6.2-9.2 6.2S5 16.2 2.8 12z" />
      <circle cx="12" cy="12" r="2.8" />
      {!isOpen && <path d="M4.5 19.5l15-15" />}
    </LineIcon>
  );
}
