import type { GenerationKind, GenerationOptions } from '../../shared/contracts/generation.ts';

/** What a provider is asked to make. `count` images, or one text; ids are stable across attempts of the same job. */
export interface ProviderRequest {
  /** Opaque and unique per job and attempt; a provider that supports idempotent requests may pass it on. */
  readonly requestKey: string;
  readonly kind: GenerationKind;
  readonly prompt: string;
  readonly count: number;
  readonly options: GenerationOptions;
}

/** One thing a provider says while it works. Images may arrive in any order, each index (0-based, below `count`) once. */
export type ProviderEvent =
  | { readonly type: 'progress'; /** 0 to 1, never decreasing. */ readonly progress: number }
  | { readonly type: 'text'; /** The next piece of the text, to be appended. */ readonly delta: string }
  | {
      readonly type: 'image';
      readonly index: number;
      readonly mimeType: 'image/png' | 'image/jpeg' | 'image/webp';
      /** Pixels. */
      readonly width: number;
      /** Pixels. */
      readonly height: number;
      readonly bytes: Uint8Array;
    };

/** Why a provider could not deliver; a stable word that the creator's sentence is chosen by. */
export const PROVIDER_FAILURE_REASONS = [
  'PROVIDER_FAILED',
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_TIMEOUT',
  'PROMPT_REJECTED',
] as const;

/** @see PROVIDER_FAILURE_REASONS */
export type ProviderFailureReason = (typeof PROVIDER_FAILURE_REASONS)[number];

/** The only error a provider may throw on purpose. `cause` is logged, never shown. */
export class ProviderError extends Error {
  readonly reason: ProviderFailureReason;

  constructor(reason: ProviderFailureReason, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'ProviderError';
    this.reason = reason;
  }
}

/**
 * One source of AI work. `generate` yields events until the work is complete and then returns; it throws
 * `ProviderError` when it cannot, and stops promptly (throwing `signal.reason`) once `signal` is aborted.
 * It holds no database and knows nothing of users, credits or leases.
 */
export interface GenerationProvider {
  /** Stored with the job and shown on the work, for example `demo`. */
  readonly model: string;
  readonly kinds: readonly GenerationKind[];
  generate(request: ProviderRequest, signal: AbortSignal): AsyncIterable<ProviderEvent>;
  /** Frees threads and sockets; idempotent. */
  close(): Promise<void>;
}
