import { z } from 'zod';
import type { ConnectionRefusal } from '../../shared/contracts/desktop.ts';

const TIMEOUT_MS = 8_000;
const MAX_ANSWER = 1_000;

const healthSchema = z.object({ status: z.literal('ok') });

/** Asks whether a Creator Studio server answers at `origin`; null when one does. Nothing secret is sent. */
export async function probeServer(
  origin: string,
  fetch: (url: string, init: RequestInit) => Promise<Response>,
): Promise<Extract<ConnectionRefusal, 'UNREACHABLE' | 'NOT_A_STUDIO'> | null> {
  let text: string;
  try {
    const response = await fetch(`${origin}/healthz`, {
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await response.text();
    // On its way up or down.
    if (response.status === 503) return 'UNREACHABLE';
    if (!response.ok || text.length > MAX_ANSWER) return 'NOT_A_STUDIO';
  } catch {
    return 'UNREACHABLE';
  }
  try {
    return healthSchema.safeParse(JSON.parse(text)).success ? null : 'NOT_A_STUDIO';
  } catch {
    return 'NOT_A_STUDIO';
  }
}
