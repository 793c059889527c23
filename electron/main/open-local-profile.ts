type Send = (path: string, init: RequestInit) => Promise<Response>;

/** A server that hangs must not keep the app from showing so. */
const TIMEOUT_MS = 15_000;

/**
 * Opens a session of this computer's own profile, which is made at the first time; `send` takes it out of the answer.
 * Promises false when the profile has a password: then one signs in by the form. Throws when the server fails.
 */
export async function openLocalProfile(send: Send): Promise<boolean> {
  const response = await send('/trpc/desktop.openLocalProfile', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status === 403) return false;
  if (!response.ok) throw new Error(`the server answered ${String(response.status)}`);
  return true;
}
