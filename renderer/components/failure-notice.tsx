import { Alert, Button } from 'antd';
import { failureMessage, type Failure } from '../app/api/read-failure.ts';
import { useCommonTexts } from '../locales/use-common-texts.ts';

/** Says why something did not work, with the request's number where there is one, and how to go on. */
export function FailureNotice({
  failure,
  onRetry,
  title,
}: {
  readonly failure: Failure;
  readonly onRetry?: (() => void) | undefined;
  /** What did not work; the failure's own sentence alone when absent. */
  readonly title?: string | undefined;
}) {
  const { t, locale } = useCommonTexts();
  const sentence = failureMessage(failure, locale);
  const requestId = failure.reason === 'INTERNAL' ? failure.requestId : null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title ?? sentence}
      description={
        title === undefined && requestId === null ? undefined : (
          <>
            {title !== undefined && <div>{sentence}</div>}
            {requestId !== null && <small>{t('failure.requestId', { id: requestId })}</small>}
          </>
        )
      }
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            {t('failure.retry')}
          </Button>
        )
      }
    />
  );
}
