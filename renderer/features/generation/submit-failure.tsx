import { Alert, Button } from 'antd';
import { failureMessage, type Failure } from '../../app/api/read-failure.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { useGenerationTexts } from './use-generation-texts.ts';

/** Why a start did not go through. When nobody knows whether it arrived it says so, and that trying again is safe. */
export function SubmitFailure({
  failure,
  onRetry,
  onDismiss,
}: {
  readonly failure: Failure;
  readonly onRetry: () => void;
  readonly onDismiss: () => void;
}) {
  const { t, locale } = useGenerationTexts();
  const { t: common } = useCommonTexts();
  if (failure.reason !== 'UNREACHABLE' && failure.reason !== 'OFFLINE') {
    return (
      <FailureNotice
        failure={failure}
        title={t('submitFailure.refused')}
        onRetry={failure.reason === 'VALIDATION_FAILED' ? undefined : onRetry}
      />
    );
  }
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('submitFailure.unconfirmed')}
      description={
        <>
          <div>{failureMessage(failure, locale)}</div>
          <div>{t('submitFailure.unconfirmedHint')}</div>
        </>
      }
      closable={{ onClose: onDismiss, 'aria-label': t('submitFailure.dismiss') }}
      action={
        <Button size="small" onClick={onRetry}>
          {common('failure.retry')}
        </Button>
      }
    />
  );
}
