import { Alert } from 'antd';
import { useSessionEnding } from '../../app/session/session.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { useAuthTexts } from './use-auth-texts.ts';

/** Why somebody who was signed in a moment ago is asked to sign in, unless they have just signed out themselves. */
export function SessionEndNotice() {
  const { t } = useAuthTexts();
  const { t: common } = useCommonTexts();
  const ending = useSessionEnding();
  if (ending === 'deleted') return <Alert type="info" showIcon role="status" title={t('login.goodbye')} />;
  if (ending === 'elsewhere') {
    return <Alert type="info" showIcon role="status" title={common('connection.signedOut')} />;
  }
  return null;
}
