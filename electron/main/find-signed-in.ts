import { z } from 'zod';
import { readLimitedJson } from './read-limited.ts';

type Send = (path: string, init: RequestInit) => Promise<Response>;

/** A server that hangs must not keep the app from showing so. */
const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 100_000;

/** What tRPC wraps an answer in, with superjson inside. */
const sessionSchema = z.object({
  result: z.object({ data: z.object({ json: z.object({ id: z.string() }).nullable() }) }),
});

/** Whether the token that `send` shows is somebody's; `unknown` when the server does not say. Throws when it cannot be reached. */
export async function findSignedIn(send: Send): Promise<'somebody' | 'nobody' | 'unknown'> {
  const response = await send('/trpc/auth.session', {
    method: 'GET',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) return 'unknown';
  const parsed = sessionSchema.safeParse(await readAnswer(response));
  if (!parsed.success) return 'unknown';
  return parsed.data.result.data.json === null ? 'nobody' : 'somebody';
}

async function readAnswer(response: Response): Promise<unknown> {
  try {
    return await readLimitedJson(response, MAX_ANSWER_BYTES);
  } catch {
    // Something, and no answer of ours.
    return null;
  }
}
