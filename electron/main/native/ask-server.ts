import type { z } from 'zod';
import { readLimitedJson } from '../read-limited.ts';
import type { FetchFromServer } from './live-stream.ts';

/** Whoever waits longer has nothing to show; the next change asks again. */
const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 1_000_000;

/**
 * Asks the server's query `name` and promises its answer, of which `schema` names what is needed; dates come as text.
 * Throws when the server cannot be reached, refuses, answers something else, or takes too long.
 */
export async function askServer<Schema extends z.ZodType>(
  fetchFromServer: FetchFromServer,
  name: string,
  schema: Schema,
  input?: object,
): Promise<z.infer<Schema>> {
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify({ json: input }))}`;
  const response = await fetchFromServer(`/trpc/${name}${query}`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the server answered ${String(response.status)} to ${name}`);
  const answer = (await readLimitedJson(response, MAX_ANSWER_BYTES)) as {
    result?: { data?: { json?: unknown } };
  } | null;
  return schema.parse(answer?.result?.data?.json);
}
