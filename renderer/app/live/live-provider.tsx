import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useRef, useState, type ReactNode } from 'react';
import type { LiveVersions } from '../../../shared/contracts/live.ts';
import { trpc } from '../api/trpc.ts';
import { checkSession, forgetSession } from '../session/session.ts';
import { applyChange, applyVersions, endsSession } from './apply-live-event.ts';
import { connectStream } from './connect-stream.ts';
import { shareStream, type StreamState } from './share-stream.ts';

const ConnectionContext = createContext<StreamState>('connecting');

/** How the stream of changes is doing in this browser. */
export function useConnection(): StreamState {
  return use(ConnectionContext);
}

/** Keeps everything inside true while it is shown: what changes on the server is read again at once. */
export function LiveProvider({
  userId,
  children,
}: {
  readonly userId: string;
  readonly children: ReactNode;
}) {
  const utils = trpc.useUtils();
  const queryClient = useQueryClient();
  const [state, setState] = useState<StreamState>('connecting');
  const known = useRef<LiveVersions | null>(null);

  useEffect(
    () =>
      shareStream(`studio-live-${userId}`, (sink) => connectStream(utils.client, sink), {
        state: (next) => {
          setState(next);
          // What could not be read while the server was away.
          if (next === 'open') {
            void queryClient.refetchQueries({
              type: 'active',
              predicate: (query) => query.state.status === 'error',
            });
          }
        },
        refused: () => void checkSession(queryClient),
        event: (event) => {
          if (endsSession(event)) forgetSession(queryClient);
          else if (event.type === 'versions')
            known.current = applyVersions({ utils, queryClient }, known.current, event.versions);
          else if (event.type === 'changed') {
            if (event.topic === 'session') void checkSession(queryClient);
            else applyChange({ utils, queryClient }, event.topic, event.id);
          }
        },
      }),
    // The utils are a new object at every render and always the same cache.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [userId, queryClient],
  );
  return <ConnectionContext value={state}>{children}</ConnectionContext>;
}
