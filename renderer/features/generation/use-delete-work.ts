import { App } from 'antd';
import { useRef } from 'react';
import { failureMessage, readFailure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { useGenerationTexts } from './use-generation-texts.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';

/** Asks before deleting one ended work; `onDeleted` is called when it is gone, also when it had been before. */
export function useDeleteWork(id: string, onDeleted: () => void): () => void {
  const { t, locale } = useGenerationTexts();
  const { t: common } = useCommonTexts();
  const { modal, message } = App.useApp();
  const utils = trpc.useUtils();
  const { mutateAsync } = trpc.generation.delete.useMutation();

  const isGone = useRef(false);
  const remove = async (): Promise<void> => {
    try {
      await mutateAsync({ id });
    } catch (error) {
      const failure = readFailure(error);
      if (failure.reason !== 'NOT_FOUND') {
        message.error(`${t('remove.failed')} ${failureMessage(failure, locale)}`);
        return;
      }
    }
    isGone.current = true;
    onDeleted();
    message.success(t('remove.done'));
    await utils.generation.list.invalidate();
  };
  return () =>
    void modal.confirm({
      title: t('remove.title'),
      content: t('remove.hint'),
      okText: t('remove.confirm'),
      okButtonProps: { danger: true },
      cancelText: common('action.cancel'),
      focusable: { autoFocusButton: 'cancel' },
      onOk: remove,
      // What was pressed, and often what had led to it, is gone with the work.
      afterClose: () => {
        if (isGone.current) document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
      },
    });
}
