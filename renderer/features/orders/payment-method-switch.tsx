import { Button } from 'antd';
import type { PaymentMethod } from '../../../shared/contracts/orders.ts';
import { trpc } from '../../app/api/trpc.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { useOrdersTexts } from './use-orders-texts.ts';

/** The other ways to pay the same order. */
export function PaymentMethodSwitch({
  current,
  isPending,
  onChoose,
}: {
  readonly current: PaymentMethod;
  readonly isPending: boolean;
  readonly onChoose: (method: PaymentMethod) => void;
}) {
  const { t } = useOrdersTexts();
  const { t: common } = useCommonTexts();
  const { data: methods = [] } = trpc.orders.methods.useQuery();
  return methods
    .filter(({ method }) => method !== current)
    .map(({ method }, place) => (
      // By its place: the button that was pressed stays, and with it the focus, when it names another method.
      <Button key={place} type="text" loading={isPending} onClick={() => onChoose(method)}>
        {t('method.choose', { method: common(`method.${method}`) })}
      </Button>
    ));
}
