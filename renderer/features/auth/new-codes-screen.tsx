import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { RegisteredView } from '../../../shared/contracts/auth.ts';
import { useDocumentTitle } from '../../components/use-document-title.ts';
import checkStyles from '../../components/form/form.module.css';
import styles from './auth.module.css';
import { RecoveryCodes } from './recovery-codes.tsx';
import { useAuthTexts } from './use-auth-texts.ts';
import { useLeaveWarning } from './use-leave-warning.ts';

/** The recovery codes of an account that has just been made; there is no way on before they are said to be safe. */
export function NewCodesScreen({
  registered: { user, recoveryCodes },
  onContinue,
}: {
  readonly registered: RegisteredView;
  readonly onContinue: () => void;
}) {
  const { t } = useAuthTexts();
  const [isSaved, setSaved] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useDocumentTitle(t('codes.title'));
  useLeaveWarning(!isSaved);
  // The form that had the focus is gone.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={`${styles['panel']} ${styles['single']}`}>
      <p className="soft" role="status">
        {t('codes.welcome', { username: user.username })}
      </p>
      <h1 ref={heading} tabIndex={-1}>
        {t('codes.title')}
      </h1>
      <p>{t('codes.why')}</p>
      <RecoveryCodes username={user.username} codes={recoveryCodes} />
      <label className={`${checkStyles['check']} ${styles['noPrint']}`}>
        <input type="checkbox" checked={isSaved} onChange={(event) => setSaved(event.target.checked)} />
        <span>{t('codes.confirm')}</span>
      </label>
      <Button
        type="primary"
        size="large"
        block
        className={styles['noPrint'] ?? ''}
        disabled={!isSaved}
        onClick={onContinue}
      >
        {t('codes.continue')}
      </Button>
    </div>
  );
}
