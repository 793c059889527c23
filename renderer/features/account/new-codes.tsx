import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useUser } from '../../app/session/session.ts';
import { RecoveryCodes } from '../auth/recovery-codes.tsx';
import { useLeaveWarning } from '../auth/use-leave-warning.ts';
import styles from './account.module.css';
import { useAccountTexts } from './use-account-texts.ts';

/** New recovery codes in the place of the form that asked for them, until they are said to be saved. */
export function NewCodes({
  hint,
  codes,
  onSaved,
}: {
  readonly hint: string;
  readonly codes: readonly string[];
  readonly onSaved: () => void;
}) {
  const { t } = useAccountTexts();
  const { username } = useUser();
  const heading = useRef<HTMLHeadingElement>(null);
  useLeaveWarning(true);
  // The button that had the focus is gone.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={styles['codes']}>
      <h3 ref={heading} tabIndex={-1}>
        {t('codes.newTitle')}
      </h3>
      <p>{hint}</p>
      <RecoveryCodes username={username} codes={codes} />
      <div className={styles['actions']}>
        <Button type="primary" onClick={onSaved}>
          {t('codes.saved')}
        </Button>
      </div>
    </div>
  );
}
