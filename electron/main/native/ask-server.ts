import type { z } from 'zod';
import type { FetchFromServer } from './live-stream.ts';

/**
 * Asks the server's query `name` and promises its answer, of which `schema` names what is needed; dates come as text.
 * Throws when the server cannot be reached, refuses, or answers something else.
 */
export async function askServer<Schema extends z.ZodType>(
  fetchFromServer: FetchFromServer,
  name: string,
  schema: Schema,
  input?: object,
): Promise<z.infer<Schema>> {
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify({ json: input }))}`;
  const response = await fetchFromServer(`/trpc/${name}${query}`);
  if (!response.ok) throw new Error(`the server answered ${String(response.status)} to ${name}`);
  const answer = (await response.json()) as { result?: { data?: { json?: unknown } } };
  return schema.parse(answer.result?.data?.json);
}
