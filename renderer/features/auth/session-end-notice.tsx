import { useSessionEnding } from '../../app/session/session.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import styles from './auth.module.css';
import { useAuthTexts } from './use-auth-texts.ts';

/** Why somebody who was signed in a moment ago is asked to sign in, unless they have just signed out themselves. */
export function SessionEndNotice() {
  const { t } = useAuthTexts();
  const { t: common } = useCommonTexts();
  const ending = useSessionEnding();
  if (ending === null || ending === 'here') return null;
  return (
    <p className={styles['notice']} role="status">
      {ending === 'deleted' ? t('login.goodbye') : common('connection.signedOut')}
    </p>
  );
}
