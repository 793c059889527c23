import type { PaymentMethod } from '../../../shared/contracts/orders.ts';
import { readFailure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { ChoiceCards } from '../../components/choice-cards.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { useOrdersTexts } from './use-orders-texts.ts';

/** How to pay: the methods the server offers now. */
export function PaymentMethodPicker({
  value,
  onChange,
}: {
  readonly value: PaymentMethod | null;
  readonly onChange: (method: PaymentMethod) => void;
}) {
  const { t } = useOrdersTexts();
  const { t: common } = useCommonTexts();
  const methods = trpc.orders.methods.useQuery();
  if (methods.isError && methods.data === undefined) {
    return (
      <FailureNotice
        title={t('checkout.methodsFailed')}
        failure={readFailure(methods.error)}
        onRetry={() => void methods.refetch()}
      />
    );
  }
  return (
    <ChoiceCards
      compact
      label={t('method.label')}
      value={value}
      onChange={onChange}
      choices={(methods.data ?? []).map(({ method }) => ({
        value: method,
        name: common(`method.${method}`),
        content: <span>{common(`method.${method}`)}</span>,
      }))}
    />
  );
}
