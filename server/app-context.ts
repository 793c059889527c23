import type { Locale } from '../shared/errors.ts';
import type { AuthDeps } from './auth/auth-deps.ts';
import type { Actor } from './platform/app-deps.ts';
import type { GenerationRuntime } from './generation/generation-runtime.ts';
import type { PaymentGateways } from './payment/payment-gateway.ts';

/** Everything commands can ask for; passed to each as its `deps`, of which it names the part it needs. */
export interface Services extends AuthDeps {
  readonly gateways: PaymentGateways;
  readonly generation: GenerationRuntime;
}

/** Who is calling and how, told once per request. */
export interface RequestContext {
  readonly services: Services;
  readonly actor: Actor | null;
  readonly requestId: string;
  /** The caller's address, as far as proxies are trusted. */
  readonly address: string;
  readonly userAgent: string | null;
  readonly locale: Locale;
  /** Keeps a browser's session; clearing it leaves a caller that shows a Bearer token alone. */
  readonly sessionCookie: { set(token: string, expiresAt: Date): void; clear(): void };
}
