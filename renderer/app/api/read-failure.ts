import { TRPCClientError } from '@trpc/client';
import {
  ERRORS,
  errorMessage,
  type ErrorDetails,
  type ErrorReason,
  type Locale,
} from '../../../shared/errors.ts';
import { isOnline } from '../../platform/network.ts';

/** A reason of the one table, or what only a client can see: no network, or a server that does not answer. */
export type FailureReason = ErrorReason | 'OFFLINE' | 'UNREACHABLE';

/** Why something did not work, in a form that screens can act on. */
export interface Failure {
  readonly reason: FailureReason;
  readonly details: ErrorDetails | null;
  /** Names the request in the server's log; null when it never got there. */
  readonly requestId: string | null;
  /** Whether the same request again may help. */
  readonly retryable: boolean;
}

const CLIENT_MESSAGES: Record<'OFFLINE' | 'UNREACHABLE', Record<Locale, string>> = {
  OFFLINE: {
    'zh-CN': '当前没有网络连接。您的内容都还在，恢复后再试即可。',
    en: 'You are offline. Nothing is lost; try again once you are connected.',
  },
  UNREACHABLE: {
    'zh-CN': '暂时连不上服务器。您的内容都还在，请稍后再试。',
    en: 'The server cannot be reached right now. Nothing is lost; please try again in a moment.',
  },
};

/** Reads whatever a call failed with. */
export function readFailure(error: unknown): Failure {
  const data: unknown = error instanceof TRPCClientError ? error.data : null;
  if (isFailureData(data)) {
    return {
      reason: data.reason,
      details: data.details ?? null,
      requestId: data.requestId ?? null,
      retryable: ERRORS[data.reason].retryable,
    };
  }
  const reason = isOnline() ? 'UNREACHABLE' : 'OFFLINE';
  return { reason, details: null, requestId: null, retryable: true };
}

interface FailureData {
  readonly reason: ErrorReason;
  readonly details?: ErrorDetails | null;
  readonly requestId?: string | null;
}

function isFailureData(data: unknown): data is FailureData {
  return typeof data === 'object' && data !== null && 'reason' in data && String(data.reason) in ERRORS;
}

/** The sentence for a failure in `locale`. */
export function failureMessage(failure: Failure, locale: Locale): string {
  const { reason } = failure;
  if (reason === 'OFFLINE' || reason === 'UNREACHABLE') return CLIENT_MESSAGES[reason][locale];
  return errorMessage(reason, locale, failure.details);
}
