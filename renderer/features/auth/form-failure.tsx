import { Alert } from 'antd';
import { failureMessage, type Failure } from '../../app/api/read-failure.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatWait } from './format-wait.ts';
import { useAuthTexts } from './use-auth-texts.ts';

/**
 * Why a form was not accepted, above what was typed, which stays. `waitSeconds` counts down in sight only: heard once a
 * second it would be a torment. `refused` says INVALID_CREDENTIALS in the words of the form.
 */
export function FormFailure({
  failure,
  waitSeconds,
  refused,
}: {
  readonly failure: Failure | null;
  readonly waitSeconds: number;
  readonly refused?: string;
}) {
  const { t, locale } = useAuthTexts();
  if (failure === null) return null;
  if (failure.reason === 'RATE_LIMITED') {
    if (waitSeconds === 0) return null;
    return (
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={
          <>
            <span className="visually-hidden">{failureMessage(failure, locale)}</span>
            <span aria-hidden="true" className="numbers">
              {t('wait', { time: formatWait(waitSeconds, locale) })}
            </span>
          </>
        }
      />
    );
  }
  if (failure.reason === 'INVALID_CREDENTIALS' && refused !== undefined) {
    return <Alert type="error" showIcon role="alert" title={refused} />;
  }
  return <FailureNotice failure={failure} />;
}
