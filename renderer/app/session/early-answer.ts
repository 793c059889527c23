let asked: Promise<unknown> | null = null;

/**
 * Asks the server who is here while the app is still being loaded: nothing but the way to who uses it can be shown
 * before that is known. {@link takeEarlyAnswer} gives the answer.
 */
export function askEarly(): void {
  asked = fetch('/trpc/auth.session').then(async (response) =>
    response.ok ? ((await response.json()) as unknown) : Promise.reject(new Error('no answer')),
  );
  // Whoever takes it asks again.
  asked.catch(() => undefined);
}

/** What {@link askEarly} was answered, once: an answer as tRPC gives it. Null when nobody asked or it was taken. */
export function takeEarlyAnswer(): Promise<unknown> | null {
  const answer = asked;
  asked = null;
  return answer;
}
