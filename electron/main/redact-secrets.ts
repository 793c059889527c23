/** Session tokens and launch secrets are 43 characters of base64url; whatever is as long may be one. */
const LONG_WORD = /[A-Za-z0-9_-]{40,}/g;

const CREDENTIAL = /\b(bearer|x-studio-secret:?|(?:__Host-)?studio_session=)(\s*)[^\s;,"']+/gi;

/** The text without anything that could be a token, a secret or a cookie. */
export function redactSecrets(text: string): string {
  return text.replace(CREDENTIAL, '$1$2[removed]').replace(LONG_WORD, '[removed]');
}
