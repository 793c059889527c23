import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { OverviewView } from '../../../shared/contracts/statistics.ts';
import { readFailure, type Failure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { showGeneration } from '../../app/live/follow-generation.ts';
import type { CreateStore } from './create-memory.ts';
import type { StartRequest } from './draft.ts';
import { forecastCost } from './forecast-cost.ts';
import { prepareIntent, type Intent } from './intent.ts';

/** After a start, presses within this time belong to the one that started it: a double click, two Enters. */
const SETTLE_MS = 800;

/** Credits that an intent needs and that are not there. */
export interface Shortage {
  readonly intent: Intent;
  readonly required: number;
  readonly available: number;
}

/** Starting works, and what stands in the way of it. */
export interface Starting {
  readonly isSending: boolean;
  /** Why the last one did not start; null when it did. */
  readonly failure: Failure | null;
  readonly shortage: Shortage | null;
  readonly start: (request: StartRequest) => void;
  /** Sends the one that failed again, under the same id. */
  readonly retry: () => void;
  /** Goes on with the one that had too few credits, under the same id. */
  readonly resume: () => void;
  /** Forgets what stands in the way; the intent stays, so that the same wish keeps its id. */
  readonly dismiss: () => void;
}

/** Starts works one at a time; each wish once, however often it is pressed, sent or answered. */
export function useStartGeneration(store: CreateStore, overview: OverviewView | undefined): Starting {
  const utils = trpc.useUtils();
  const queryClient = useQueryClient();
  const { mutateAsync } = trpc.generation.start.useMutation();
  const isBusy = useRef(false);
  const [isSending, setIsSending] = useState(false);
  const [failed, setFailed] = useState<{ readonly failure: Failure; readonly intent: Intent } | null>(null);
  const [shortage, setShortage] = useState<Shortage | null>(null);

  const dismiss = (): void => {
    setFailed(null);
    setShortage(null);
  };

  const send = async (intent: Intent): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    setIsSending(true);
    dismiss();
    try {
      const generation = await mutateAsync(intent.input);
      store.update({ intent: null, workId: generation.id, startedPrompt: generation.prompt });
      showGeneration({ utils, queryClient }, generation);
      void utils.statistics.overview.invalidate();
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    } catch (error) {
      const failure = readFailure(error);
      const missing = readShortage(failure, intent);
      if (failure.reason === 'IDEMPOTENCY_MISMATCH') store.update({ intent: null });
      if (missing === null) setFailed({ failure, intent });
      else setShortage(missing);
    } finally {
      isBusy.current = false;
      setIsSending(false);
    }
  };

  const start = (request: StartRequest): void => {
    if (isBusy.current) return;
    const intent = prepareIntent(store.get().intent, request);
    store.update({ intent });
    const { credits, available, shortfall } = forecastCost(request.count, overview);
    if (shortfall > 0) {
      dismiss();
      setShortage({ intent, required: credits, available: available ?? 0 });
    } else void send(intent);
  };

  return {
    isSending,
    failure: failed?.failure ?? null,
    shortage,
    start,
    retry: () => {
      if (failed) void send(failed.intent);
    },
    resume: () => {
      if (shortage) void send(shortage.intent);
    },
    dismiss,
  };
}

/**
 * Takes a work for what an unanswered intent asked for as soon as it is among the works: it had arrived after all,
 * only its answer had not.
 */
export function useLateArrival(
  store: CreateStore,
  works: readonly { readonly id: string }[] | undefined,
  { isSending, failure, dismiss }: Pick<Starting, 'isSending' | 'failure' | 'dismiss'>,
): void {
  const intentId = store.get().intent?.input.id;
  const arrivedId = (!isSending && works?.find(({ id }) => id === intentId)?.id) || null;
  useEffect(() => {
    if (arrivedId === null) return;
    store.update({ intent: null, workId: arrivedId });
    if (failure !== null) dismiss();
    // Once per arrival; what is dismissed was said about this very intent.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [arrivedId]);
}

function readShortage(failure: Failure, intent: Intent): Shortage | null {
  if (failure.reason !== 'INSUFFICIENT_CREDITS') return null;
  const { required, available } = failure.details ?? {};
  return {
    intent,
    required: typeof required === 'number' ? required : 0,
    available: typeof available === 'number' ? available : 0,
  };
}
