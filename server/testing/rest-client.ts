/** One REST call; a body makes it a POST. */
export interface RestRequest {
  readonly body?: unknown;
  readonly method?: 'GET' | 'POST';
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that has arrived completely. */
export interface RestReply<Data> {
  readonly status: number;
  readonly data: Data;
  /** Undefined when it is a success. */
  readonly reason: string | undefined;
  readonly isReplay: boolean;
}

/** Calls REST v1 of the server at `url`; null when no complete answer came back, so that nobody knows what happened. */
export async function callRest<Data>(
  url: string,
  path: string,
  { body, method, token, headers }: RestRequest = {},
): Promise<RestReply<Data> | null> {
  try {
    const response = await fetch(`${url}/api/v1${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const envelope = (await response.json()) as { data: Data; reason?: string };
    return {
      status: response.status,
      data: envelope.data,
      reason: envelope.reason,
      isReplay: response.headers.get('idempotent-replayed') === 'true',
    };
  } catch {
    return null;
  }
}
