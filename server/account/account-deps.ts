import type { AuthDeps } from '../auth/auth-deps.ts';
import type { GenerationDeps } from '../generation/generation-runtime.ts';
import type { OrdersDeps } from '../orders/orders-deps.ts';

/** What export and deletion use: they walk through everything a user has. */
export type AccountDeps = AuthDeps & GenerationDeps & OrdersDeps;
