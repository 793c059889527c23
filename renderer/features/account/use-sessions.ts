import { App } from 'antd';
import type { SessionView } from '../../../shared/contracts/auth.ts';
import { failureMessage, readFailure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { useAccountTexts } from './use-account-texts.ts';

/** What can be done about one's sessions; each says how it went. */
export interface SessionsControl {
  readonly query: {
    readonly data: SessionView[] | undefined;
    readonly error: unknown;
    readonly isError: boolean;
    readonly refetch: () => unknown;
  };
  readonly isPending: boolean;
  /** Ends sessions and says how it went. One that has ended meanwhile counts as ended. */
  readonly revoke: (sessions: readonly SessionView[]) => void;
}

/** The places where one is signed in. Read again whenever they are looked at: others sign in without our knowing. */
export function useSessions(): SessionsControl {
  const { t, locale } = useAccountTexts();
  const { message } = App.useApp();
  const query = trpc.auth.sessions.useQuery(undefined, { staleTime: 0 });
  const revokeOne = trpc.auth.revokeSession.useMutation();

  const revoke = async (sessions: readonly SessionView[]): Promise<void> => {
    const outcomes = await Promise.allSettled(
      sessions.map(({ id }) => revokeOne.mutateAsync({ sessionId: id })),
    );
    const refusal = outcomes
      .filter((outcome) => outcome.status === 'rejected')
      .map(({ reason }) => readFailure(reason))
      .find(({ reason }) => reason !== 'NOT_FOUND');
    await query.refetch();
    if (refusal === undefined) message.success(t('sessions.revoked'));
    else message.error(failureMessage(refusal, locale));
  };
  return { query, isPending: revokeOne.isPending, revoke: (sessions) => void revoke(sessions) };
}
