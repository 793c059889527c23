import { App } from 'antd';
import { failureMessage, readFailure } from '../api/read-failure.ts';
import { trpc } from '../api/trpc.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { useSessionActions } from './session.ts';

/** Signs out here and in this browser's other windows; says so when the server could not be told. */
export function useSignOut(): () => Promise<void> {
  const { locale } = useCommonTexts();
  const { message } = App.useApp();
  const { leave } = useSessionActions();
  const signOut = trpc.auth.signOut.useMutation();
  return async () => {
    try {
      await leave('here', () => signOut.mutateAsync());
    } catch (error) {
      message.error(failureMessage(readFailure(error), locale));
    }
  };
}
