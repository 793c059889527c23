import { skipToken, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useMemo } from 'react';
import type { UserView } from '../../../shared/contracts/auth.ts';
import superjson, { type SuperJSONResult } from 'superjson';
import { readFailure, type Failure } from '../api/read-failure.ts';
import { trpc } from '../api/trpc.ts';
import { takeEarlyAnswer } from './early-answer.ts';

const SESSION_KEY = ['session'] as const;
const ENDING_KEY = ['session-ending'] as const;
/** What does not belong to any user. */
const KEPT_KEYS: readonly unknown[] = [SESSION_KEY[0], ENDING_KEY[0]];
const WINDOWS_CHANNEL = 'studio-session';

/** Who uses the app, as far as is known. */
export type SessionState =
  | { readonly status: 'loading' }
  | { readonly status: 'failing'; readonly failure: Failure; readonly retry: () => void }
  | { readonly status: 'signed-out' }
  | { readonly status: 'signed-in'; readonly user: UserView };

/** Who uses the app; reads it from the server once. */
export function useSession(): SessionState {
  const { client } = trpc.useUtils();
  const query = useQuery({
    queryKey: SESSION_KEY,
    staleTime: Infinity,
    gcTime: Infinity,
    queryFn: async () => {
      const early = await readEarlyAnswer();
      return early === undefined ? client.auth.session.query() : early;
    },
  });
  if (query.data !== undefined) {
    return query.data === null ? { status: 'signed-out' } : { status: 'signed-in', user: query.data };
  }
  if (query.isError) {
    return { status: 'failing', failure: readFailure(query.error), retry: () => void query.refetch() };
  }
  return { status: 'loading' };
}

/** Who is here by the answer to a question that was asked while the app was loaded; undefined when it has to be asked again. */
async function readEarlyAnswer(): Promise<UserView | null | undefined> {
  try {
    const answer = (await takeEarlyAnswer()) as { result: { data: SuperJSONResult } } | null;
    return answer ? superjson.deserialize<UserView | null>(answer.result.data) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whom {@link RequireSession} has let in. Handed down rather than read where it is used: at the end of a session a page
 * may be drawn once more before it is taken away.
 */
export const UserContext = createContext<UserView | null>(null);

/** The signed-in user. Only inside pages that {@link RequireSession} guards. */
export function useUser(): UserView {
  const user = use(UserContext);
  if (user === null) throw new Error('useUser is used on a page that anybody may see');
  return user;
}

/** How a session ended: by signing out in this window, with its account, or by somebody or something else. */
export type SessionEnding = 'here' | 'deleted' | 'elsewhere';

/** How the session of this window ended; null before one has, after a while, and when the next one has begun. */
export function useSessionEnding(): SessionEnding | null {
  const { data } = useQuery<SessionEnding | null>({ queryKey: ENDING_KEY, queryFn: skipToken });
  return data ?? null;
}

/** What changes who uses the app; other windows of this browser learn of it. */
export interface SessionActions {
  /** After signing in: nothing of whoever was here before is kept. */
  readonly begin: (user: UserView) => void;
  /**
   * Ends the session by `call`, and throws what it throws. That the session is over may be heard before the answer:
   * it counts as our own doing either way.
   */
  readonly leave: (ending: 'here' | 'deleted', call: () => Promise<unknown>) => Promise<void>;
}

/** {@link SessionActions} for the current window. */
export function useSessionActions(): SessionActions {
  const queryClient = useQueryClient();
  return useMemo(
    () => ({
      begin: (user) => {
        setUser(queryClient, user);
        announce('changed');
      },
      leave: async (ending, call) => {
        setEnding(queryClient, ending);
        try {
          await call();
        } catch (error) {
          setEnding(queryClient, null);
          throw error;
        }
        setUser(queryClient, null);
        announce('changed');
      },
    }),
    [queryClient],
  );
}

/** Forgets the session in this window only: the server has said that it is over. */
export function forgetSession(queryClient: QueryClient): void {
  if (queryClient.getQueryData(SESSION_KEY)) setUser(queryClient, null);
}

/** Asks the server who is here now whenever another window signs in or out; returns how to stop listening. */
export function followOtherWindows(queryClient: QueryClient): () => void {
  const channel = new BroadcastChannel(WINDOWS_CHANNEL);
  channel.onmessage = () => void checkSession(queryClient);
  return () => channel.close();
}

/** Asks the server again who is here; whatever belonged to somebody else is forgotten. */
export async function checkSession(queryClient: QueryClient): Promise<void> {
  const before = queryClient.getQueryData<UserView | null>(SESSION_KEY);
  await queryClient.refetchQueries({ queryKey: SESSION_KEY });
  const after = queryClient.getQueryData<UserView | null>(SESSION_KEY);
  if (before?.id !== after?.id) setUser(queryClient, after ?? null);
}

function setUser(queryClient: QueryClient, user: UserView | null): void {
  if (user !== null) setEnding(queryClient, null);
  else if (!queryClient.getQueryData<SessionEnding | null>(ENDING_KEY)) setEnding(queryClient, 'elsewhere');
  // Set first, so that no page asks once more as nobody; then what belonged to another user goes.
  queryClient.setQueryData(SESSION_KEY, user);
  queryClient.removeQueries({ predicate: ({ queryKey }) => !KEPT_KEYS.includes(queryKey[0]) });
}

function setEnding(queryClient: QueryClient, ending: SessionEnding | null): void {
  queryClient.setQueryData<SessionEnding | null>(ENDING_KEY, ending);
}

function announce(message: 'changed'): void {
  const channel = new BroadcastChannel(WINDOWS_CHANNEL);
  channel.postMessage(message);
  channel.close();
}
