import { App } from 'antd';
import { failureMessage, readFailure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { useOrdersTexts } from './use-orders-texts.ts';

/** Gives the cancelling of unpaid orders: asks first, and says what came of it. */
export function useCancelOrder(): { readonly ask: (orderNo: string) => void; readonly isPending: boolean } {
  const { t, locale } = useOrdersTexts();
  const { modal, message } = App.useApp();
  const utils = trpc.useUtils();
  const cancel = trpc.orders.cancel.useMutation();

  const run = async (orderNo: string): Promise<void> => {
    try {
      utils.orders.get.setData({ orderNo }, await cancel.mutateAsync({ orderNo }));
      void message.success(t('pay.cancelled'));
    } catch (error) {
      const failure = readFailure(error);
      const isPaid = failure.reason === 'ORDER_NOT_CANCELLABLE';
      void message.warning(
        isPaid ? t('pay.cancelPaid') : t('pay.cancelFailed', { reason: failureMessage(failure, locale) }),
      );
      void utils.orders.get.invalidate({ orderNo });
    }
    void utils.orders.page.invalidate();
  };
  return {
    isPending: cancel.isPending,
    ask: (orderNo) =>
      void modal.confirm({
        title: t('pay.cancelAsk'),
        content: t('pay.cancelAskHint'),
        okText: t('pay.cancel'),
        cancelText: t('pay.cancelKeep'),
        okButtonProps: { danger: true },
        // Pressing Enter once too often must not cancel.
        focusable: { autoFocusButton: 'cancel' },
        onOk: () => run(orderNo),
      }),
  };
}
