import { useQueryClient } from '@tanstack/react-query';
import { readFailure, type Failure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { showGeneration } from '../../app/live/follow-generation.ts';

/** Stopping one work. */
export interface Cancelling {
  readonly cancel: () => void;
  /** Until it has ended, which for a running one is a moment after the answer. */
  readonly isPending: boolean;
  readonly failure: Failure | null;
}

/** Cancels one work; pressed twice it has one effect. */
export function useCancelWork(id: string): Cancelling {
  const utils = trpc.useUtils();
  const queryClient = useQueryClient();
  const cancel = trpc.generation.cancel.useMutation({
    onSuccess: (generation) => {
      showGeneration({ utils, queryClient }, generation);
      void utils.statistics.overview.invalidate();
    },
  });
  const isOfThis = cancel.variables?.id === id;
  return {
    cancel: () => cancel.mutate({ id }),
    isPending: isOfThis && (cancel.isPending || cancel.isSuccess),
    failure: isOfThis && cancel.isError ? readFailure(cancel.error) : null,
  };
}
