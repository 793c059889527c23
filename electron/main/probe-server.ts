import { z } from 'zod';
import type { ConnectionRefusal } from '../../shared/contracts/desktop.ts';
import { findSignedIn } from './find-signed-in.ts';
import { readLimitedJson } from './read-limited.ts';

const TIMEOUT_MS = 8_000;
const MAX_ANSWER_BYTES = 4_000;

const healthSchema = z.object({ status: z.literal('ok') });

type Refusal = Extract<ConnectionRefusal, 'UNREACHABLE' | 'LEADS_ELSEWHERE' | 'NOT_A_STUDIO'>;

/** Asks whether a Creator Studio server answers at `origin`; null when one does. Nothing secret is sent. */
export async function probeServer(
  origin: string,
  fetch: (url: string, init: RequestInit) => Promise<Response>,
): Promise<Refusal | null> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const ask = (path: string): Promise<Response> =>
    fetch(origin + path, { credentials: 'omit', redirect: 'error', cache: 'no-store', signal });
  try {
    const health = await ask('/healthz');
    // On its way up or down.
    if (health.status === 503) return 'UNREACHABLE';
    if (!health.ok || !(await isHealth(health))) return 'NOT_A_STUDIO';
    // Many a server says that it is well; this one also says that nobody has signed in.
    return (await findSignedIn(ask)) === 'nobody' ? null : 'NOT_A_STUDIO';
  } catch (error) {
    return isRedirect(error) ? 'LEADS_ELSEWHERE' : 'UNREACHABLE';
  }
}

async function isHealth(response: Response): Promise<boolean> {
  try {
    return healthSchema.safeParse(await readLimitedJson(response, MAX_ANSWER_BYTES)).success;
  } catch {
    return false;
  }
}

/** Electron and Node say in words alone that a redirect was the reason. */
function isRedirect(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (/redirect/i.test(current.message)) return true;
  }
  return false;
}
